package io.github.cameldune.soak;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One execution of a soak run. Its state changes only after the one before was told to somebody who asked: Dune tells no
 * history, so a state that nobody asked for in time cannot be expected to arrive. Guarded by itself.
 */
final class SoakExecution {

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final List<String> ENDS = List.of("COMPLETED", "FAILED", "CANCELLED");

    private final String id;
    private final String end;
    private String state = "PENDING";
    private boolean told;

    SoakExecution(Instant submitted) {
        id = ulid(submitted);
        end = ENDS.get(ThreadLocalRandom.current().nextInt(ENDS.size()));
    }

    private static String ulid(Instant submitted) {
        StringBuilder id = new StringBuilder();
        for (int shift = 45; shift >= 0; shift -= 5) {
            id.append(DIGITS.charAt((int) (submitted.toEpochMilli() >>> shift & 31)));
        }
        while (id.length() < 26) {
            id.append(DIGITS.charAt(ThreadLocalRandom.current().nextInt(32)));
        }
        return id.toString();
    }

    String id() {
        return id;
    }

    /** Moves on; false when its state was not told yet, or is the last. */
    synchronized boolean change() {
        if (!told || isOver()) {
            return false;
        }
        state = state.equals("PENDING") ? "EXECUTING" : end;
        told = false;
        return true;
    }

    /** The answer to a request; from then on the state has to arrive. */
    synchronized Told tell() {
        boolean first = !told;
        told = true;
        return new Told(eventId(), first, isOver(), json());
    }

    synchronized boolean isTold() {
        return told;
    }

    @Override
    public synchronized String toString() {
        return eventId();
    }

    private boolean isOver() {
        return state.equals(end);
    }

    /** The header {@code CamelDuneEventId} of the present state. */
    private String eventId() {
        return id + ":QUERY_STATE_" + (state.equals("CANCELLED") ? "CANCELED" : state);
    }

    /** Of SQL that is no saved query: nothing is learned of its duration, and each is asked about at the set interval. */
    private String json() {
        return "{\"execution_id\":\"" + id + "\",\"query_id\":0" + ",\"state\":\"QUERY_STATE_" + state
                + "\",\"is_execution_finished\":" + isOver() + "}";
    }

    /**
     * What one request was answered.
     *
     * @param eventId of the state
     * @param first whether nobody was told this state before
     * @param last whether it is the execution's last
     * @param json the body
     */
    record Told(String eventId, boolean first, boolean last, String json) {}
}
