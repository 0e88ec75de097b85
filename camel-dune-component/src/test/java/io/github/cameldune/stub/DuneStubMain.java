package io.github.cameldune.stub;

import java.time.Duration;

/** Runs a stub by itself, with some executions that end in different ways within a minute. */
public final class DuneStubMain {
    private static final Duration QUEUED = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofSeconds(15);
    private static final Duration LONG = Duration.ofSeconds(40);

    private DuneStubMain() {}

    /**
     * Starts the stub and prints its address, its key and its executions. It runs until the process is ended.
     *
     * @param args the port, or nothing for a free one
     */
    @SuppressWarnings("resource") // it ends with the process
    public static void main(String[] args) {
        DuneStub dune = DuneStub.startOn(args.length == 0 ? 0 : Integer.parseInt(args[0]));
        System.out.println("baseUrl " + dune.baseUrl());
        System.out.println("apiKey " + dune.apiKey());
        show(queued(dune).executingFor(SHORT).completed(), "completes");
        show(
                queued(dune)
                        .executingFor(SHORT)
                        .failed("syntax_error", "Error: Line 1:1: mismatched input 'selecdt'", 1, 1),
                "fails with a syntax error");
        show(
                queued(dune).executingFor(LONG).failed("FAILED_TYPE_EXECUTION_TIMEOUT", "Query execution timed out."),
                "fails with a timeout");
        show(queued(dune).executingFor(LONG).cancelled(), "is cancelled");
        show(queued(dune).stays("EXECUTING"), "never ends");
    }

    private static StubExecutionBuilder queued(DuneStub dune) {
        return dune.execution().pendingFor(QUEUED);
    }

    private static void show(StubExecutionBuilder execution, String course) {
        System.out.println(execution.start() + " " + course);
    }
}
