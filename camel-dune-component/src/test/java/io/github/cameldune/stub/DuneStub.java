package io.github.cameldune.stub;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * A stub of Dune on a port of the loopback address. It answers {@code GET /api/v1/execution/{execution_id}/status} as
 * Dune's public documentation describes it, for the executions started with {@link #execution()}.
 *
 * <p>This class is thread-safe: executions, faults and limits may be changed while requests arrive.
 */
public final class DuneStub implements AutoCloseable {
    private final Map<String, StubExecution> executions = new ConcurrentHashMap<>();
    private final FaultQueue faults = new FaultQueue();
    private final StubLimit limit = new StubLimit();
    private final RequestLog log;
    private final String apiKey;
    private final InstantSource clock;
    private final WireMockServer server;
    private final int port;
    private final String baseUrl;

    DuneStub(DuneStubBuilder settings) {
        apiKey = settings.apiKey;
        clock = settings.clock;
        log = new RequestLog(settings.keptRequests);
        server = settings.server(new StatusFilter(executions, faults, limit, log, apiKey, clock));
        server.start();
        // kept, because the server forgets them when it stops, and a client may be asked to call a stub that is gone
        port = server.isHttpsEnabled() ? server.httpsPort() : server.port();
        baseUrl = server.baseUrl() + StatusFilter.BASE_PATH;
    }

    /**
     * Starts a stub on a free port.
     *
     * @return the running stub
     */
    public static DuneStub start() {
        return builder().start();
    }

    /**
     * Starts a stub on a given port.
     *
     * @param  port the port, 0 for a free one
     * @return      the running stub
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

    /**
     * For every other setting: port, key, clock, threads.
     *
     * @return a builder with the default settings
     */
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

    /**
     * The port that it listens on.
     *
     * @return the port
     */
    public int port() {
        return port;
    }

    /**
     * The one key that it accepts, in the header {@code X-Dune-Api-Key}. A request with another key, or none, is answered
     * with 401 as Dune does. The query parameter {@code api_key}, which Dune knows too, is not accepted: it would put
     * the key into URLs.
     *
     * @return the key, {@code test-key} by default
     */
    public String apiKey() {
        return apiKey;
    }

    /**
     * Describes a new execution; {@link StubExecutionBuilder#start()} adds it.
     *
     * @return a builder without any state
     */
    public StubExecutionBuilder execution() {
        return new StubExecutionBuilder(clock, (id, execution) -> executions.put(id, execution));
    }

    /**
     * Makes an execution unknown: from now on its id is answered with 404.
     *
     * @param executionId the id; nothing happens when it is not known
     */
    public void forget(String executionId) {
        executions.remove(executionId);
    }

    /**
     * Lets the next requests for one execution go wrong. Faults are used up in the given order, after those that wait
     * already. Unless a fault says so, a request that it answers does not move the execution to its next state.
     *
     * @param executionId the id, of a known execution or not
     * @param faults      what happens, in order; each once unless it says otherwise
     */
    public void fail(String executionId, Fault... faults) {
        this.faults.add(executionId, List.of(faults));
    }

    /**
     * Lets the next requests go wrong, whatever execution they ask for. A fault of the execution itself goes first.
     *
     * @param faults what happens, in order; each once unless it says otherwise
     */
    public void failAll(Fault... faults) {
        this.faults.addForAll(List.of(faults));
    }

    /** Ends every fault that waits, of all executions. The limit stays. */
    public void heal() {
        faults.clear();
    }

    /**
     * Ends the faults that wait for one execution; those of {@link #failAll} stay.
     *
     * @param executionId the id
     */
    public void heal(String executionId) {
        faults.clear(executionId);
    }

    /**
     * Accepts at most so many requests in any 60 seconds, and answers the others with 429 without {@code Retry-After}.
     * As with Dune, requests that were rejected do not count; neither do those with a wrong key. Counting starts with this call.
     *
     * @param requestsPerMinute the limit, 0 for none
     */
    public void limit(int requestsPerMinute) {
        limit.set(requestsPerMinute, false);
    }

    /**
     * As {@link #limit}, and the 429 says in {@code Retry-After} in how many seconds the next request will be accepted.
     *
     * @param requestsPerMinute the limit, 0 for none
     */
    public void limitWithRetryAfter(int requestsPerMinute) {
        limit.set(requestsPerMinute, true);
    }

    /**
     * How many requests were answered with 429 because of the limit, not because of a fault.
     *
     * @return the number since the start
     */
    public long rejected() {
        return limit.rejected();
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
     * The requests for the status of one execution, oldest first, as far as they are kept.
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

    /**
     * A client's TLS context that trusts the certificate of {@link #startHttps()} and no other.
     *
     * @return a new context
     */
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
