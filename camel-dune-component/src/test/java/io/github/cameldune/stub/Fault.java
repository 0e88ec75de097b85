package io.github.cameldune.stub;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * A way in which a request goes wrong, for {@link DuneStub#fail} and {@link DuneStub#failAll}. It happens once unless
 * {@link #times} or {@link #forever} say otherwise. The execution moves on only where it is said: with the faults that
 * deliver the true answer late. Immutable.
 */
public final class Fault {
    private static final int FOREVER = Integer.MAX_VALUE;

    private final Function<Truth, ResponseDefinitionBuilder> effect;
    private final int requests;

    private Fault(Function<Truth, ResponseDefinitionBuilder> effect, int requests) {
        this.effect = effect;
        this.requests = requests;
    }

    private static Fault of(Function<Truth, Reply> reply) {
        return new Fault(truth -> reply.apply(truth).toDefinition(), 1);
    }

    private static Fault always(Reply reply) {
        return of(truth -> reply);
    }

    private static Fault connection(com.github.tomakehurst.wiremock.http.Fault fault) {
        return new Fault(truth -> ResponseDefinitionBuilder.responseDefinition().withFault(fault), 1);
    }

    /**
     * 429 without {@code Retry-After}.
     *
     * @return the fault
     */
    public static Fault tooManyRequests() {
        return always(Reply.error(429, "Too Many Requests"));
    }

    /**
     * 429 with {@code Retry-After}.
     *
     * @param  retryAfter the header's value: seconds or an HTTP date, or what no client should trust
     * @return            the fault
     */
    public static Fault tooManyRequests(String retryAfter) {
        return always(Reply.error(429, "Too Many Requests").with("Retry-After", retryAfter));
    }

    /**
     * 400, as for an id that is none.
     *
     * @return the fault
     */
    public static Fault badRequest() {
        return of(
                truth -> Reply.error(400, "The requested execution ID (ID: " + truth.executionId() + ") is invalid."));
    }

    /**
     * 401, as for a wrong key.
     *
     * @return the fault
     */
    public static Fault unauthorized() {
        return always(FaultReplies.unauthorized());
    }

    /**
     * 402: the limit of the billing cycle is reached.
     *
     * @return the fault
     */
    public static Fault paymentRequired() {
        return always(Reply.error(402, "This API request would exceed your configured limits per billing cycle."));
    }

    /**
     * 403.
     *
     * @return the fault
     */
    public static Fault forbidden() {
        return always(Reply.error(403, "Forbidden"));
    }

    /**
     * 404, as for an unknown execution.
     *
     * @return the fault
     */
    public static Fault notFound() {
        return always(Reply.error(404, "Object not found"));
    }

    /**
     * A server error with an error object.
     *
     * @param  status 500 to 599
     * @return        the fault
     */
    public static Fault serverError(int status) {
        return always(FaultReplies.serverError(status));
    }

    /**
     * Any answer, as {@code application/json}.
     *
     * @param  status the status code
     * @param  body   the body, JSON or not
     * @return        the fault
     */
    public static Fault answer(int status, String body) {
        return always(Reply.json(status, body));
    }

    /**
     * 200 with a web page, as proxies and captive portals answer.
     *
     * @return the fault
     */
    public static Fault html() {
        return html(200);
    }

    /**
     * A web page.
     *
     * @param  status the status code, such as a gateway's 502
     * @return        the fault
     */
    public static Fault html(int status) {
        return always(FaultReplies.html(status));
    }

    /**
     * 200 with no body.
     *
     * @return the fault
     */
    public static Fault emptyBody() {
        return always(Reply.json(200, ""));
    }

    /**
     * 200 with the completed status of another execution.
     *
     * @return the fault
     */
    public static Fault otherExecution() {
        return of(FaultReplies::otherExecution);
    }

    /**
     * 200 with JSON that is no status.
     *
     * @return the fault
     */
    public static Fault otherShape() {
        return always(Reply.json(200, "{\"message\":\"ok\"}"));
    }

    /**
     * 200 with the first half of the true JSON, correct as HTTP.
     *
     * @return the fault
     */
    public static Fault cutOff() {
        return of(truth -> FaultReplies.cutOff(truth.peek()));
    }

    /**
     * 200 whose connection ends in the middle of the body that {@code Content-Length} announced.
     *
     * @return the fault
     */
    public static Fault truncated() {
        return of(truth -> FaultReplies.truncated(truth.peek()));
    }

    /**
     * The true status with one more field of a size.
     *
     * @param  bytes the size of the field
     * @return       the fault
     */
    public static Fault big(int bytes) {
        return of(truth -> FaultReplies.big(truth.peek(), bytes));
    }

    /**
     * The true status with one more field of nested arrays.
     *
     * @param  levels how deep
     * @return        the fault
     */
    public static Fault deep(int levels) {
        return of(truth -> FaultReplies.deep(truth.peek(), levels));
    }

    /**
     * 302 to another place.
     *
     * @param  url the value of {@code Location}
     * @return     the fault
     */
    public static Fault redirect(String url) {
        return always(Reply.html(302, "<a href=\"" + url + "\">Found</a>.\n\n").with("Location", url));
    }

    /**
     * The connection is reset before anything is answered.
     *
     * @return the fault
     */
    public static Fault reset() {
        return connection(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER);
    }

    /**
     * The connection is closed before anything is answered.
     *
     * @return the fault
     */
    public static Fault noAnswer() {
        return connection(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE);
    }

    /**
     * Headers of a 200, then bytes that are no HTTP, then the end of the connection.
     *
     * @return the fault
     */
    public static Fault garbageAfterHeaders() {
        return connection(com.github.tomakehurst.wiremock.http.Fault.MALFORMED_RESPONSE_CHUNK);
    }

    /**
     * Bytes that are no HTTP, then the end of the connection.
     *
     * @return the fault
     */
    public static Fault garbage() {
        return connection(com.github.tomakehurst.wiremock.http.Fault.RANDOM_DATA_THEN_CLOSE);
    }

    /**
     * The true answer, late. The execution moves on, even if the client has given up.
     *
     * @param  delay how long nothing is sent, in real time
     * @return       the fault
     */
    public static Fault slow(Duration delay) {
        int millis = Math.toIntExact(delay.toMillis());
        return new Fault(truth -> truth.show().toDefinition().withFixedDelay(millis), 1);
    }

    /**
     * The true answer, its body in pieces. The execution moves on, even if the client has given up.
     *
     * @param  duration how long the body takes, in real time
     * @param  pieces   in how many pieces it comes
     * @return          the fault
     */
    public static Fault drip(Duration duration, int pieces) {
        int millis = Math.toIntExact(duration.toMillis());
        return new Fault(truth -> truth.show().toDefinition().withChunkedDribbleDelay(pieces, millis), 1);
    }

    /**
     * The true answer, once the test wants it: for tests of what happens while a request is under way. The request is recorded as soon
     * as it arrives. The execution moves on, even if the client has given up.
     *
     * @param  release what the answer waits for; closing the stub ends the wait too
     * @return         the fault
     */
    public static Fault held(CountDownLatch release) {
        return new Fault(truth -> FaultReplies.held(truth, release), 1);
    }

    /**
     * One request only, as without it.
     *
     * @return the same fault, for one request
     */
    public Fault once() {
        return times(1);
    }

    /**
     * Several requests in a row.
     *
     * @param  n for how many requests, at least 1
     * @return   the same fault, for so many requests
     */
    public Fault times(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("A fault happens at least once, not " + n + " times");
        }
        return new Fault(effect, n);
    }

    /**
     * Every request until {@link DuneStub#heal()}.
     *
     * @return the same fault, for all requests
     */
    public Fault forever() {
        return new Fault(effect, FOREVER);
    }

    ResponseDefinition answer(Truth truth) {
        return effect.apply(truth).build();
    }

    /** What is left of the fault after one request. */
    Optional<Fault> rest() {
        if (requests == FOREVER) {
            return Optional.of(this);
        }
        return requests == 1 ? Optional.empty() : Optional.of(times(requests - 1));
    }
}
