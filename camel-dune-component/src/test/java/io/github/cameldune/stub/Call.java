package io.github.cameldune.stub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests of Dune's API that the stub answers. A {@link Fault} can be limited to some of them. */
public enum Call {
    /** {@code GET /v1/execution/{id}/status}. */
    STATUS("GET", "/v1/execution/([^/]+)/status"),
    /** {@code POST /v1/execution/{id}/cancel}. */
    CANCEL("POST", "/v1/execution/([^/]+)/cancel"),
    /** {@code GET /v1/execution/{id}/results}. */
    RESULTS("GET", "/v1/execution/([^/]+)/results"),
    /** {@code GET /v1/execution/{id}/results/csv}. */
    RESULTS_CSV("GET", "/v1/execution/([^/]+)/results/csv"),
    /** {@code GET /v1/query/{id}/results}: the latest result. */
    LATEST("GET", "/v1/query/([^/]+)/results"),
    /** {@code GET /v1/query/{id}/results/csv}: the latest result. */
    LATEST_CSV("GET", "/v1/query/([^/]+)/results/csv"),
    /** {@code POST /v1/query/{id}/execute}. */
    EXECUTE("POST", "/v1/query/([^/]+)/execute"),
    /** {@code POST /v1/sql/execute}. */
    SQL("POST", "/v1/sql()/execute");

    private final String method;
    private final Pattern path;

    Call(String method, String path) {
        this.method = method;
        this.path = Pattern.compile(path);
    }

    /**
     * Whether it starts an execution.
     *
     * @return true for {@link #EXECUTE} and {@link #SQL}
     */
    public boolean isSubmission() {
        return this == EXECUTE || this == SQL;
    }

    boolean isCsv() {
        return this == RESULTS_CSV || this == LATEST_CSV;
    }

    boolean isOfQuery() {
        return this == EXECUTE || this == LATEST || this == LATEST_CSV;
    }

    boolean hasMethod(String name) {
        return method.equals(name);
    }

    Matcher matcher(String pathBelowBase) {
        return path.matcher(pathBelowBase);
    }
}
