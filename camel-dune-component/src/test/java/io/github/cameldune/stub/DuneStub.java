package io.github.cameldune.stub;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * A stub of Dune on a port of the loopback address. It answers the requests of an execution's life ({@link Call}) as Dune's
 * public documentation and its clients describe them, and runs no query.
 *
 * <ul>
 *   <li>An execution is started by the test ({@code execution().state("PENDING").completed().start()}), or by a request, in
 *       the way that the test ordered: {@code query(4242).runs(e -> e.state("EXECUTING", 2).completed().rows(rows))} for a
 *       saved query, {@code onSql(e -> …)} for SQL, {@code runsEach} and {@code onEachSql} where it depends on parameters or
 *       text. Queries that were not named are unknown; any SQL is accepted.
 *   <li>Rows: {@link StubRows}, explicit or generated; {@code pageCap(5)} makes the server shrink pages.
 *   <li>The latest result of a query is its last execution that has rows, or the one of {@link StubQuery#latest}.
 *   <li>Faults: {@link Fault} and {@link PageFault}, for one execution ({@link #fail}), one query ({@link StubQuery#fail}), all
 *       submissions ({@link #failSubmissions}) or all requests ({@link #failAll}); limited by {@code on(Call.RESULTS)},
 *       {@code nth(3)}, {@code times(2)}, {@code forever()}. An answer that is lost after an execution was started is
 *       {@code failSubmissions(Fault.reset().afterEffect())}, before it {@code failSubmissions(Fault.reset())}.
 *   <li>Limits: {@link #limit} for reads, {@link #limitSubmissions} for submissions.
 *   <li>What arrived: {@link #requests()}; what was started, with which body: {@link #submissions()}.
 *   <li>Where Dune documents nothing, {@link #settings()} chooses.
 * </ul>
 *
 * <p>A state that lasts a number of requests counts those for the status and for rows. This class is thread-safe: everything
 * may be changed while requests arrive.
 */
public final class DuneStub extends StubOrders implements AutoCloseable {
    private final BoundedLog<RecordedRequest> log;
    private final String apiKey;
    private final WireMockServer server;
    private final int port;
    private final String baseUrl;

    DuneStub(DuneStubBuilder settings) {
        super(settings);
        apiKey = settings.apiKey;
        log = new BoundedLog<>(settings.keptRequests);
        StubKey key = new StubKey(apiKey, settings.keyInQuery);
        server = settings.server(new StubFilter(service, faults, reads, submissionLimit, log, key, clock));
        server.start();
        // kept, because the server forgets them when it stops, and a client may be asked to call a stub that is gone
        port = server.isHttpsEnabled() ? server.httpsPort() : server.port();
        baseUrl = server.baseUrl() + StubFilter.BASE_PATH;
        service.settings().nextUriBase(baseUrl);
    }

    /** {@return a stub that was started on a free port} */
    public static DuneStub start() {
        return builder().start();
    }

    /**
     * {@return a stub that was started on a given port}
     *
     * @param port the port, 0 for a free one
     */
    public static DuneStub startOn(int port) {
        return builder().port(port).start();
    }

    /**
     * Starts a stub that speaks HTTPS only, on a free port. Its certificate is self-signed and names {@code localhost}:
     * clients have to trust {@link #trustStore()}.
     *
     * @return the running stub
     */
    public static DuneStub startHttps() {
        return builder().https().start();
    }

    /** {@return a builder for every other setting: port, key, clock, threads} */
    public static DuneStubBuilder builder() {
        return new DuneStubBuilder();
    }

    /**
     * The address that the component's option {@code baseUrl} wants, such as {@code http://localhost:40123/api}.
     *
     * @return the URL, without a slash at its end
     */
    public String baseUrl() {
        return baseUrl;
    }

    /** {@return the port that it listens on} */
    public int port() {
        return port;
    }

    /**
     * The one key that it accepts, in the header {@code X-Dune-Api-Key}. A request with another key, or none, is answered
     * with 401 as Dune does. The query parameter {@code api_key}, which Dune knows too, is accepted only with
     * {@link DuneStubBuilder#keyInQuery()}: it puts the key into URLs.
     *
     * @return the key, {@code test-key} by default
     */
    public String apiKey() {
        return apiKey;
    }

    /**
     * The executions that requests started, oldest first; the last ones ({@link DuneStubBuilder#keepRequests}).
     *
     * @return a copy
     */
    public List<StubSubmission> submissions() {
        return submissions.all();
    }

    /**
     * The executions of a query that requests started, as far as they are kept.
     *
     * @param  queryId the query
     * @return         a copy
     */
    public List<StubSubmission> submissions(long queryId) {
        return submissions.all().stream()
                .filter(submission -> submission.queryId() != null && submission.queryId() == queryId)
                .toList();
    }

    /** {@return how many executions requests started, since the start of the stub} */
    public long submissionCount() {
        return submissions.count();
    }

    /** {@return how many requests that start an execution were answered with 429 because of their limit} */
    public long rejectedSubmissions() {
        return submissionLimit.rejected();
    }

    /** {@return how many requests were answered with 429 because of the limit, not because of a fault} */
    public long rejected() {
        return reads.rejected();
    }

    /**
     * How many requests arrived, to any path and with any key.
     *
     * @return the number since the start or {@link #forgetRequests()}, also of those no longer kept
     */
    public long requestCount() {
        return log.count();
    }

    /**
     * The requests that arrived, to any path and with any key, oldest first. Only the last ones are kept
     * ({@link DuneStubBuilder#keepRequests}).
     *
     * @return a copy
     */
    public List<RecordedRequest> requests() {
        return log.all();
    }

    /**
     * The requests that name one execution in their path, oldest first, as far as they are kept.
     *
     * @param  executionId the id
     * @return             a copy
     */
    public List<RecordedRequest> requests(String executionId) {
        return log.all().stream()
                .filter(request -> executionId.equals(request.executionId()))
                .toList();
    }

    /** Forgets the requests that arrived so far; their count starts at 0 again. */
    public void forgetRequests() {
        log.clear();
    }

    /**
     * The certificate of {@link #startHttps()}, for clients that want a key store, such as Camel's
     * {@code KeyStoreParameters}.
     *
     * @return a new key store with the certificate alone
     */
    public static KeyStore trustStore() {
        return StubTls.trustStore();
    }

    /** {@return a client's TLS context that trusts the certificate of {@link #startHttps()} and no other} */
    public static SSLContext sslContext() {
        return StubTls.clientContext();
    }

    /** Stops the server: connections are closed, requests that wait are cut off. */
    @Override
    public void close() {
        // connections are closed first, and many clients repeat a request whose connection was closed: no answer for
        // those
        failAll(Fault.noAnswer().forever());
        server.stop();
    }
}
