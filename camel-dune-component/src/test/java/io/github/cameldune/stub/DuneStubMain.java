package io.github.cameldune.stub;

/**
 * Runs a stub by itself, with some executions that end in different ways. They go on when they are asked about and only
 * then: whoever comes late misses nothing.
 */
public final class DuneStubMain {

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
        show(running(dune).completed(), "completes");
        show(
                running(dune).failed("syntax_error", "Error: Line 1:1: mismatched input 'selecdt'", 1, 1),
                "fails with a syntax error");
        show(
                running(dune).failed("FAILED_TYPE_EXECUTION_TIMEOUT", "Query execution timed out."),
                "fails with a timeout");
        show(running(dune).cancelled(), "is cancelled");
        show(dune.execution().state("PENDING").stays("EXECUTING"), "never ends");
    }

    private static StubExecutionBuilder running(DuneStub dune) {
        return dune.execution().state("PENDING").state("EXECUTING", 2);
    }

    private static void show(StubExecutionBuilder execution, String course) {
        System.out.println(execution.start() + " " + course);
    }
}
