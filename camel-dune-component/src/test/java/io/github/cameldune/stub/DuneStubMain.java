package io.github.cameldune.stub;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * Runs a stub by itself, for Dune's own clients and for curl: with some executions that end in different ways, saved queries
 * to execute, and any SQL. Executions go on when they are asked about and only then: whoever comes late misses nothing.
 */
public final class DuneStubMain {
    private static final int ROWS = 25;
    private static final int ROWS_OF_PAGE = 10;

    private DuneStubMain() {}

    /**
     * Starts the stub and prints its address, its key, its executions and its queries. It runs until the process is ended.
     *
     * @param args the port, or nothing for a free one
     */
    @SuppressWarnings("resource") // it ends with the process
    public static void main(String[] args) {
        DuneStub dune = DuneStub.builder()
                .port(args.length == 0 ? 0 : Integer.parseInt(args[0]))
                .keyInQuery()
                .start();
        dune.settings().pageCap(ROWS_OF_PAGE);
        System.out.println("baseUrl " + dune.baseUrl());
        System.out.println("apiKey " + dune.apiKey());
        show(running(dune.execution()).completed(), "completes");
        show(syntaxError(running(dune.execution())), "fails with a syntax error");
        show(
                running(dune.execution()).failed("FAILED_TYPE_EXECUTION_TIMEOUT", "Query execution timed out."),
                "fails with a timeout");
        show(running(dune.execution()).cancelled(), "is cancelled");
        show(dune.execution().state("PENDING").stays("EXECUTING"), "never ends");

        query(dune, 4242, DuneStubMain::completed, "completes, parameters: wallet, n")
                .parameters("wallet", "n");
        query(dune, 4243, execution -> running(execution).failed(), "fails");
        query(dune, 4244, execution -> execution.state("PENDING").stays("EXECUTING"), "never ends, so cancel it");
        query(
                dune,
                4245,
                execution -> running(execution).completedPartial().rows(StubRows.generated(ROWS, 8)),
                "completes with a partial result");
        query(dune, 4246, DuneStubMain::completed, "completes, has a latest result")
                .latest(dune.execution()
                        .queryId(4246)
                        .completed()
                        .rows(StubRows.generated(ROWS, 8))
                        .start());
        query(dune, 4247, execution -> running(execution).completed().rows(StubRows.awkward()), "has awkward values");
        dune.onEachSql((submission, execution) -> {
            if (isQuery(submission.sql())) {
                completed(execution);
            } else {
                syntaxError(running(execution));
            }
        });
        System.out.println("SQL completes; what begins with neither SELECT nor WITH fails with a syntax error");
    }

    private static StubExecutionBuilder running(StubExecutionBuilder execution) {
        return execution.state("PENDING").state("EXECUTING", 2);
    }

    private static void completed(StubExecutionBuilder execution) {
        running(execution).completed().rows(StubRows.generated(ROWS, 8));
    }

    private static StubExecutionBuilder syntaxError(StubExecutionBuilder execution) {
        return execution.failed("syntax_error", "Error: Line 1:1: mismatched input 'selecdt'", 1, 1);
    }

    private static boolean isQuery(String sql) {
        String text = sql.strip().toLowerCase(Locale.ROOT);
        return text.startsWith("select") || text.startsWith("with");
    }

    private static void show(StubExecutionBuilder execution, String course) {
        System.out.println(execution.start() + " " + course);
    }

    private static StubQuery query(
            DuneStub dune, long queryId, Consumer<StubExecutionBuilder> execution, String course) {
        System.out.println("query " + queryId + " " + course);
        return dune.query(queryId).runs(execution);
    }
}
