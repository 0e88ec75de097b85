package io.github.cameldune.stub;

import java.util.Objects;

/**
 * How the stub answers where Dune's documentation leaves it open, or where a server may choose. May be changed while requests
 * arrive. This class is thread-safe.
 */
public final class StubSettings {
    private volatile int pageCap = 32_000;
    private volatile int csvWithoutRows = 400;
    private volatile String nextUriBase = "";
    private volatile Reply cancelOfFinished = Reply.json(200, "{\"success\":false}");

    StubSettings() {}

    /**
     * The most rows of a page, whatever a request asks for. {@link StubExecutionBuilder#pageCap} sets it for one execution.
     *
     * @param  rows the number, 32 000 by default; at least 1
     * @return      these settings
     */
    public StubSettings pageCap(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("A page has at least one row, not " + rows);
        }
        pageCap = rows;
        return this;
    }

    /**
     * What {@code next_uri} and {@code x-dune-next-uri} begin with, such as the address of a server that must never see the
     * key.
     *
     * @param  url without a slash at its end; {@link DuneStub#baseUrl()} by default
     * @return     these settings
     */
    public StubSettings nextUriBase(String url) {
        nextUriBase = Objects.requireNonNull(url, "url");
        return this;
    }

    /**
     * The answer to a request to cancel an execution that has ended already.
     *
     * @param  status the status code, 200 by default
     * @param  body   the JSON, <code>{"success":false}</code> by default
     * @return        these settings
     */
    public StubSettings cancelOfFinished(int status, String body) {
        cancelOfFinished = Reply.json(status, body);
        return this;
    }

    /**
     * The status code of the text that says that an execution has no rows, in place of CSV. Dune documents none.
     *
     * @param  status the status code, 400 by default
     * @return        these settings
     */
    public StubSettings csvWithoutRows(int status) {
        csvWithoutRows = status;
        return this;
    }

    int pageCap() {
        return pageCap;
    }

    String nextUriBase() {
        return nextUriBase;
    }

    Reply cancelOfFinished() {
        return cancelOfFinished;
    }

    int csvWithoutRows() {
        return csvWithoutRows;
    }
}
