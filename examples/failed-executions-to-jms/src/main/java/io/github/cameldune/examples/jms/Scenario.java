package io.github.cameldune.examples.jms;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import io.github.cameldune.stub.StubExecutionBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Message;

/**
 * The stub of Dune and its executions: some are there from the start, the others begin when somebody asks to watch them.
 * Each comes with the place where it belongs in the end.
 */
public final class Scenario implements AutoCloseable {

    private static final String COMPLETED = Board.FILES;

    /** Longer than the executions of a test take. */
    private static final Duration LEAST_TIMEOUT = Duration.ofSeconds(3);

    private record Planned(String destination, Supplier<String> start, String report, String requestedBy) {}

    private final DuneStub dune = DuneStub.builder().apiKey("key-of-the-stub").start();
    private final double pace;
    private final List<Planned> fromTheStart;
    private final Queue<Planned> requests;
    private final int requestCount;
    private final Map<String, String> destinations = new ConcurrentHashMap<>();
    private final Map<String, String> settings = new HashMap<>();

    /**
     * Starts the stub.
     *
     * @param pace how long everything takes: 1 for a person who watches, less for a test
     */
    Scenario(double pace) {
        this.pace = pace;
        fromTheStart = List.of(
                planned("dune.failed.authors", () -> {
                    String id = running(3, 3)
                            .failed("syntax_error", "Error: Line 3:14: mismatched input 'form'", 3, 14)
                            .start();
                    // that Dune cannot answer is no failure of the execution and changes no state
                    dune.fail(id, Fault.serverError(503));
                    return id;
                }),
                planned(COMPLETED, () -> running(3, 3).completed().start()),
                planned("dune.failed.operations", () -> running(4, 10)
                        .failed("FAILED_TYPE_EXECUTION_TIMEOUT", "Query execution timed out.")
                        .start()),
                planned("dune.cancelled", () -> running(5, 3).cancelled().start()),
                planned(COMPLETED, () -> running(3, 8).completedPartial().start()));
        requests = new ConcurrentLinkedQueue<>(List.of(
                asked("daily-volume", "ana", "dune.failed.authors", () -> running(1, 3)
                        .failed()
                        .start()),
                asked("whales", "bo", "dune.failed.operations", () -> running(2, 3)
                        .failed("FAILED_TYPE_EXECUTION_FAILED", "Query exceeded the memory limit.")
                        .start()),
                asked("gas-prices", "ana", COMPLETED, () -> running(0, 3)
                        .completed()
                        .start()),
                asked("nft-sales", "cem", "dune.expired", () -> running(1, 1)
                        .expired()
                        .start()),
                // it waits for a slot for longer than it is watched
                asked("airdrop", "cem", "dune.unwatched", () -> dune.execution()
                        .pendingFor(Duration.ofHours(1))
                        .start())));
        requestCount = requests.size();
        settings.put("camel.component.dune.base-url", dune.baseUrl());
        settings.put("camel.component.dune.api-key", dune.apiKey());
        settings.put(
                "watch.timeout",
                String.valueOf(Math.max(LEAST_TIMEOUT.toMillis(), seconds(8).toMillis())));
        settings.put("demo.routes", "*.camel.yaml");
        settings.put("demo.request-count", String.valueOf(requestCount));
        settings.put("demo.request-period", String.valueOf(seconds(1.5).toMillis()));
    }

    private static Planned planned(String destination, Supplier<String> start) {
        return new Planned(destination, start, null, null);
    }

    private static Planned asked(String report, String by, String destination, Supplier<String> start) {
        return new Planned(destination, start, report, by);
    }

    private StubExecutionBuilder running(double pending, double executing) {
        return dune.execution().pendingFor(seconds(pending)).executingFor(seconds(executing));
    }

    private Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000 * pace));
    }

    /** Begins the executions that are watched from the start: their ids, separated by commas. */
    String begin() {
        return fromTheStart.stream().map(this::begin).collect(Collectors.joining(","));
    }

    private String begin(Planned planned) {
        String id = planned.start().get();
        destinations.put(id, planned.destination());
        return id;
    }

    /**
     * Begins the next execution that somebody asks about. Called by the route {@code requesters}.
     *
     * @param message gets the execution's id as its body, and headers that Dune knows nothing of
     */
    public void nextRequest(Message message) {
        Planned request = requests.remove();
        message.setBody(begin(request));
        message.setHeader("report", request.report());
        message.setHeader("requestedBy", request.requestedBy());
    }

    /** What Camel is told instead of what application.properties says; to be added to before Camel starts. */
    Map<String, String> settings() {
        return settings;
    }

    /** How many executions there are in all, those included that are asked about later. */
    int size() {
        return fromTheStart.size() + requestCount;
    }

    /** Where the executions belong that have begun, by their ids. */
    Map<String, String> destinations() {
        return Map.copyOf(destinations);
    }

    /** The stub of Dune. */
    DuneStub dune() {
        return dune;
    }

    @Override
    public void close() {
        dune.close();
    }
}
