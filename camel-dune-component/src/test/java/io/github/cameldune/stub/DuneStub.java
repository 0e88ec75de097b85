package io.github.cameldune.stub;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * A stub of Dune on a port of the loopback address. It answers {@code GET /api/v1/execution/{execution_id}/status} as
 * Dune's public documentation describes it, for the executions started with {@link #execution()}.
 *
 * <p>This class is thread-safe: executions, faults and limits may be changed while requests arrive.
 */
public final class DuneStub implements AutoCloseable {
    private final FaultQueue faults = new FaultQueue();
    private final StubLimit reads = new StubLimit();
    private final StubLimit submissionLimit = new StubLimit();
    private final BoundedLog<RecordedRequest> log;
    private final BoundedLog<StubSubmission> submissions;
    private final StubService service;
    private final String apiKey;
    private final InstantSource clock;
    private final WireMockServer server;
    private final int port;
    private final String baseUrl;

    DuneStub(DuneStubBuilder settings) {
        apiKey = settings.apiKey;
        clock = settings.clock;
        log = new BoundedLog<>(settings.keptRequests);
        submissions = new BoundedLog<>(settings.keptRequests);
        service = new StubService(faults, submissions);
        StubKey key = new StubKey(apiKey, settings.keyInQuery);
        server = settings.server(new StubFilter(service, faults, reads, submissionLimit, log, key, clock));
        server.start();
        // kept, because the server forgets them when it stops, and a client may be asked to call a stub that is gone
        port = server.isHttpsEnabled() ? server.httpsPort() : server.port();
        baseUrl = server.baseUrl() + StubFilter.BASE_PATH;
        service.settings().nextUriBase(baseUrl);
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
        return new StubExecutionBuilder(clock, service::register);
    }

    /**
     * Makes a saved query known, and describes how its executions run. The same query each time.
     *
     * @param  queryId its id
     * @return         the query, to be changed at any time
     */
    public StubQuery query(long queryId) {
        return service.query(queryId);
    }

    /**
     * Makes a query unknown: to execute it, and its latest result, are answered with 404.
     *
     * @param queryId its id; nothing happens when it is not known
     */
    public void forgetQuery(long queryId) {
        service.forgetQuery(queryId);
    }

    /**
     * How executions of SQL run, as {@link StubQuery#runs(Consumer...)}. Any SQL is accepted, and none is run.
     *
     * @param executions describe the states and rows of the next executions: in order, the last one for all that follow
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final void onSql(Consumer<StubExecutionBuilder>... executions) {
        service.sqlRecipes()
                .set(Arrays.stream(executions).map(StubQuery::recipe).toList());
    }

    /**
     * How executions of SQL run, each as its text wants it.
     *
     * @param execution describes an execution
     */
    public void onEachSql(BiConsumer<StubSubmission, StubExecutionBuilder> execution) {
        service.sqlRecipes().set(List.of(execution));
    }

    /**
     * What may be chosen of the answers.
     *
     * @return the settings of this stub, to be changed at any time
     */
    public StubSettings settings() {
        return service.settings();
    }

    /**
     * The executions that requests started, oldest first. Only the last ones are kept
     * ({@link DuneStubBuilder#keepRequests}).
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

    /**
     * How many executions requests started.
     *
     * @return the number since the start
     */
    public long submissionCount() {
        return submissions.count();
    }

    /**
     * Lets the next requests that start an execution go wrong. As {@link #failAll} with
     * {@code on(Call.EXECUTE, Call.SQL)}.
     *
     * @param faults what happens, in order; each once unless it says otherwise
     */
    public void failSubmissions(Fault... faults) {
        failAll(Stream.of(faults).map(fault -> fault.on(Call.EXECUTE, Call.SQL)).toArray(Fault[]::new));
    }

    /**
     * Accepts at most so many requests that start an execution in any 60 seconds, as {@link #limit} does for all others.
     *
     * @param requestsPerMinute the limit, 0 for none
     */
    public void limitSubmissions(int requestsPerMinute) {
        submissionLimit.set(requestsPerMinute, false);
    }

    /**
     * As {@link #limitSubmissions}, with {@code Retry-After}.
     *
     * @param requestsPerMinute the limit, 0 for none
     */
    public void limitSubmissionsWithRetryAfter(int requestsPerMinute) {
        submissionLimit.set(requestsPerMinute, true);
    }

    /**
     * How many requests that start an execution were answered with 429 because of their limit.
     *
     * @return the number since the start
     */
    public long rejectedSubmissions() {
        return submissionLimit.rejected();
    }

    /**
     * Makes an execution unknown: from now on its id is answered with 404.
     *
     * @param executionId the id; nothing happens when it is not known
     */
    public void forget(String executionId) {
        service.forget(executionId);
    }

    /**
     * Lets the next requests for one execution go wrong. Faults are used up in the given order, after those that wait
     * already. Unless a fault says so, a request that it answers does not move the execution to its next state.
     *
     * @param executionId the id, of a known execution or not
     * @param faults      what happens, in order; each once unless it says otherwise
     */
    public void fail(String executionId, Fault... faults) {
        this.faults.add(FaultQueue.keyOfExecution(executionId), List.of(faults));
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
        faults.clear(FaultQueue.keyOfExecution(executionId));
    }

    /**
     * Accepts at most so many requests in any 60 seconds, and answers the others with 429 without {@code Retry-After}.
     * As with Dune, requests that were rejected do not count; neither do those with a wrong key. Counting starts with this call.
     *
     * @param requestsPerMinute the limit, 0 for none
     */
    public void limit(int requestsPerMinute) {
        reads.set(requestsPerMinute, false);
    }

    /**
     * As {@link #limit}, and the 429 says in {@code Retry-After} in how many seconds the next request will be accepted.
     *
     * @param requestsPerMinute the limit, 0 for none
     */
    public void limitWithRetryAfter(int requestsPerMinute) {
        reads.set(requestsPerMinute, true);
    }

    /**
     * How many requests were answered with 429 because of the limit, not because of a fault.
     *
     * @return the number since the start
     */
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
