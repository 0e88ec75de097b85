package io.github.cameldune.stub;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.time.InstantSource;
import java.util.Objects;

/** The settings of a {@link DuneStub}. Not thread-safe; one builder may start several stubs. */
public final class DuneStubBuilder {
    String apiKey = "test-key";
    InstantSource clock = InstantSource.system();
    boolean keyInQuery;
    int keptRequests = 10_000;
    private int port;
    private int threads = 64;
    private boolean https;

    DuneStubBuilder() {}

    /**
     * The port to listen on.
     *
     * @param  port the port, 0 (the default) for a free one
     * @return      this builder
     */
    public DuneStubBuilder port(int port) {
        this.port = port;
        return this;
    }

    /**
     * Speaks HTTPS instead of HTTP.
     *
     * @return this builder
     */
    public DuneStubBuilder https() {
        https = true;
        return this;
    }

    /**
     * The key to accept.
     *
     * @param  apiKey the key, {@code test-key} by default
     * @return        this builder
     */
    public DuneStubBuilder apiKey(String apiKey) {
        this.apiKey = Objects.requireNonNull(apiKey, "apiKey");
        return this;
    }

    /**
     * Accepts the key in the query parameter {@code api_key} too, as Dune does.
     *
     * @return this builder
     */
    public DuneStubBuilder keyInQuery() {
        keyInQuery = true;
        return this;
    }

    /**
     * The clock that moves executions by time, fills the timestamps of the answers, measures the limit and dates the recorded
     * requests. Delays of a {@link Fault} are real time all the same.
     *
     * @param  clock the clock, the system's by default; it is called by many threads
     * @return       this builder
     */
    public DuneStubBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * How many requests {@link DuneStub#requests()} keeps; older ones are forgotten, so that a stub can run for long.
     *
     * @param  count the number, 10 000 by default; 0 keeps none
     * @return       this builder
     */
    public DuneStubBuilder keepRequests(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("keepRequests must be 0 or more, not " + count);
        }
        keptRequests = count;
        return this;
    }

    /**
     * The threads of the server. A request that is slow or held keeps one for as long.
     *
     * @param  count the number, 64 by default
     * @return       this builder
     */
    public DuneStubBuilder threads(int count) {
        threads = count;
        return this;
    }

    /**
     * Starts a stub.
     *
     * @return the running stub
     */
    public DuneStub start() {
        return new DuneStub(this);
    }

    /** Everything of WireMock that costs time, or keeps something of each request, is off. */
    WireMockServer server(StubFilter filter) {
        WireMockConfiguration configuration = WireMockConfiguration.options()
                .bindAddress("localhost")
                .containerThreads(threads)
                .extensions(filter)
                // a folder that does not exist: mappings of the user's own WireMock tests are no business of the stub
                .usingFilesUnderClasspath("io/github/cameldune/stub/none")
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .templatingEnabled(false)
                .gzipDisabled(true)
                // faults are about connections, and with HTTP/2 requests would share one
                .http2PlainDisabled(true)
                .http2TlsDisabled(true)
                .useChunkedTransferEncoding(ChunkedEncodingPolicy.NEVER);
        return new WireMockServer(
                https ? StubTls.serve(configuration.httpDisabled(true).httpsPort(port)) : configuration.port(port));
    }
}
