package io.github.cameldune.stub;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * A way in which a request goes wrong, for {@link DuneStub#fail} and {@link DuneStub#failAll}. It happens once unless
 * {@link #times} or {@link #forever} say otherwise. The request takes no effect, and the execution does not move on, unless
 * {@link #afterEffect} or the fault says so. Faults of pages of rows alone are in {@link PageFault}. Immutable.
 */
public final class Fault extends FaultTiming {
    Fault(Function<Truth, ResponseDefinitionBuilder> effect, int requests, int spared, Set<Call> calls) {
        super(effect, requests, spared, calls);
    }

    /** {@return 429 without {@code Retry-After}} */
    public static Fault tooManyRequests() {
        return always(Reply.error(429, "Too Many Requests"));
    }

    /**
     * {@return 429 with {@code Retry-After}}
     *
     * @param  retryAfter the header's value: seconds or an HTTP date, or what no client should trust
     */
    public static Fault tooManyRequests(String retryAfter) {
        return always(Reply.error(429, "Too Many Requests").with("Retry-After", retryAfter));
    }

    /** {@return 400, as for an id that is none} */
    public static Fault badRequest() {
        return of(truth -> Reply.error(400, "The requested execution ID (ID: " + truth.id() + ") is invalid."));
    }

    /** {@return 401, as for a wrong key} */
    public static Fault unauthorized() {
        return always(FaultReplies.unauthorized());
    }

    /** {@return 402: the limit of the billing cycle is reached} */
    public static Fault paymentRequired() {
        return always(Reply.error(402, "This API request would exceed your configured limits per billing cycle."));
    }

    /** {@return 403} */
    public static Fault forbidden() {
        return always(Reply.error(403, "Forbidden"));
    }

    /** {@return 404, as for an unknown execution} */
    public static Fault notFound() {
        return always(Reply.error(404, "Object not found"));
    }

    /**
     * {@return a server error with an error object}
     *
     * @param status 500 to 599
     */
    public static Fault serverError(int status) {
        return always(FaultReplies.serverError(status));
    }

    /**
     * {@return any answer, as {@code application/json}}
     *
     * @param  status the status code
     * @param  body   the body, JSON or not
     */
    public static Fault answer(int status, String body) {
        return always(Reply.json(status, body));
    }

    /** {@return 200 with a web page, as proxies and captive portals answer} */
    public static Fault html() {
        return html(200);
    }

    /**
     * {@return a web page}
     *
     * @param status the status code, such as a gateway's 502
     */
    public static Fault html(int status) {
        return always(FaultReplies.html(status));
    }

    /** {@return 200 with no body} */
    public static Fault emptyBody() {
        return always(Reply.json(200, ""));
    }

    /** {@return 200 with the completed status of another execution} */
    public static Fault otherExecution() {
        return of(FaultReplies::otherExecution);
    }

    /** {@return 200 with JSON that is no status} */
    public static Fault otherShape() {
        return always(Reply.json(200, "{\"message\":\"ok\"}"));
    }

    /** {@return 200 with the first half of the true JSON, correct as HTTP} */
    public static Fault cutOff() {
        return of(truth -> FaultReplies.cutOff(truth.peek()));
    }

    /** {@return 200 whose connection ends in the middle of the body that {@code Content-Length} announced} */
    public static Fault truncated() {
        return of(truth -> FaultReplies.truncated(truth.peek()));
    }

    /**
     * {@return the true status with one more field of a size}
     *
     * @param  bytes the size of the field
     */
    public static Fault big(int bytes) {
        return of(truth -> FaultReplies.big(truth.peek(), bytes));
    }

    /**
     * {@return the true status with one more field of nested arrays}
     *
     * @param  levels how deep
     */
    public static Fault deep(int levels) {
        return of(truth -> FaultReplies.deep(truth.peek(), levels));
    }

    /**
     * {@return 302 to another place}
     *
     * @param  url the value of {@code Location}
     */
    public static Fault redirect(String url) {
        return always(Reply.html(302, "<a href=\"" + url + "\">Found</a>.\n\n").with("Location", url));
    }

    /** {@return the connection is reset before anything is answered} */
    public static Fault reset() {
        return connection(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER);
    }

    /** {@return the connection is closed before anything is answered} */
    public static Fault noAnswer() {
        return connection(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE);
    }

    /** {@return headers of a 200, then bytes that are no HTTP, then the end of the connection} */
    public static Fault garbageAfterHeaders() {
        return connection(com.github.tomakehurst.wiremock.http.Fault.MALFORMED_RESPONSE_CHUNK);
    }

    /** {@return bytes that are no HTTP, then the end of the connection} */
    public static Fault garbage() {
        return connection(com.github.tomakehurst.wiremock.http.Fault.RANDOM_DATA_THEN_CLOSE);
    }

    /**
     * {@return the true answer, late; the execution moves on, even if the client has given up}
     *
     * @param  delay how long nothing is sent, in real time
     */
    public static Fault slow(Duration delay) {
        return of(Truth::show).delayed(delay);
    }

    /**
     * {@return the true answer, its body in pieces; the execution moves on, even if the client has given up}
     *
     * @param  duration how long the body takes, in real time
     * @param  pieces   in how many pieces it comes
     */
    public static Fault drip(Duration duration, int pieces) {
        return made(truth -> truth.show().toDefinition().withChunkedDribbleDelay(pieces, (int) duration.toMillis()));
    }

    /**
     * {@return the true answer, once the test wants it: for tests of what happens while a request is in flight; the request
     * is recorded as soon as it arrives; the execution moves on, even if the client has given up}
     *
     * @param  release what the answer waits for; closing the stub ends the wait too
     */
    public static Fault held(CountDownLatch release) {
        return made(truth -> FaultReplies.held(truth, release));
    }

    /**
     * {@return nothing for some time, then the connection is closed; unlike {@link #slow}, the request takes no effect}
     *
     * @param  delay how long nothing is sent, in real time
     */
    public static Fault silent(Duration delay) {
        return noAnswer().delayed(delay);
    }
}
