package io.github.cameldune.faults;

import io.github.cameldune.DuneApiException;
import io.github.cameldune.DuneRateLimitException;
import java.util.ArrayList;
import java.util.List;

/** One cell of the matrix: a fault, what is done meanwhile, how often it happens, and what was seen of it. Thread-safe. */
final class FaultCell {

    /** What is done while the fault happens. */
    enum Operation {
        STATUS,
        AWAIT,
        CONSUMER
    }

    /** How often the fault happens. */
    enum Often {
        ONCE("once", 1),
        TEN_TIMES("ten times", 10),
        FOR_EVER("for ever", Long.MAX_VALUE);

        private final String text;
        private final long faults;

        Often(String text, long faults) {
            this.text = text;
            this.faults = faults;
        }

        String text() {
            return text;
        }
    }

    /** What is said when no request was made. */
    static final String NOTHING_SENT = " (nothing sent)";

    /** After so many faults it is believed that one goes on for ever. */
    private static final int ENOUGH = 11;

    private final WireFault fault;
    private final Operation operation;
    private final Often often;
    private final String id;
    private final FaultScript script;
    private final List<String> outcomes = new ArrayList<>();
    private final List<String> reported = new ArrayList<>();
    private int thrown;
    private boolean over;
    private boolean closed;

    FaultCell(WireFault fault, int row, Operation operation, Often often) {
        this.fault = fault;
        this.operation = operation;
        this.often = often;
        id = "fault-" + row + "-" + operation + "-" + often;
        script = new FaultScript(fault, often.faults);
    }

    WireFault fault() {
        return fault;
    }

    Operation operation() {
        return operation;
    }

    Often often() {
        return often;
    }

    /** Of the execution; and the cell's own API key, since a refused key pauses all that use it. */
    String id() {
        return id;
    }

    FaultScript script() {
        return script;
    }

    boolean isForEver() {
        return often == Often.FOR_EVER;
    }

    /** A state that arrived while, or after, asking failed. */
    synchronized void saw(String state) {
        add(outcomes, state.replace("QUERY_STATE_", ""));
        over |= state.endsWith("COMPLETED");
    }

    /** An exception that a caller got. */
    synchronized void threw(Throwable exception) {
        String name = nameOf(exception);
        add(outcomes, name);
        thrown += name.endsWith(NOTHING_SENT) ? 0 : 1;
    }

    /** How many requests a caller was told to have failed. */
    synchronized int thrown() {
        return thrown;
    }

    /** An exception that the consumer reported, with the exchange of a watch that it ended, or without. */
    synchronized void reported(Throwable exception, boolean ended) {
        add(reported, (ended ? "ends with " : "") + nameOf(exception));
        over |= ended;
    }

    /** Nothing more is to come. */
    synchronized void over() {
        over = true;
    }

    /** Whether enough was seen. */
    synchronized boolean isOver() {
        boolean ends = operation == Operation.AWAIT
                || operation == Operation.CONSUMER && fault.meaning() == WireFault.Meaning.UNKNOWN;
        return over || isForEver() && !ends && script.failed() >= ENOUGH;
    }

    synchronized List<String> outcomes() {
        return List.copyOf(outcomes);
    }

    synchronized List<String> reported() {
        return List.copyOf(reported);
    }

    /** Nothing is seen any more. */
    synchronized void close() {
        closed = true;
    }

    private void add(List<String> list, String text) {
        if (!closed && !list.contains(text)) {
            list.add(text);
        }
    }

    /** The class that a route would name: ours or the JDK's, not one of the HTTP client's. */
    static String nameOf(Throwable exception) {
        Class<?> type = exception.getClass();
        while (!type.getName().startsWith("java") && !type.getPackage().equals(DuneApiException.class.getPackage())) {
            type = type.getSuperclass();
        }
        boolean nothingSent = exception instanceof DuneRateLimitException limit && limit.getHttpResponseCode() == 0;
        // no fault leads to one of these: the text is for whoever looks why
        boolean unexpected = type == RuntimeException.class || type == Exception.class || type == Error.class;
        return type.getSimpleName()
                + (unexpected ? " " + exception + ", " + exception.getCause() : "")
                + (nothingSent ? NOTHING_SENT : "");
    }

    @Override
    public String toString() {
        return fault.name() + ", " + operation + ", " + often.text() + ": saw " + outcomes() + ", reported "
                + reported() + " after " + script.failed() + " faults";
    }
}
