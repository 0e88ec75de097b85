package io.github.cameldune.stub;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
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
    private final int spared;
    private final Set<Call> calls;

    private Fault(Function<Truth, ResponseDefinitionBuilder> effect, int requests, int spared, Set<Call> calls) {
        this.effect = effect;
        this.requests = requests;
        this.spared = spared;
        this.calls = calls;
    }

    private static Fault made(Function<Truth, ResponseDefinitionBuilder> effect) {
        return new Fault(effect, 1, 0, EnumSet.allOf(Call.class));
    }

    private static Fault of(Function<Truth, Reply> reply) {
        return made(truth -> reply.apply(truth).toDefinition());
    }

    private static Fault always(Reply reply) {
        return of(truth -> reply);
    }

    private static Fault connection(com.github.tomakehurst.wiremock.http.Fault fault) {
        return made(truth -> ResponseDefinitionBuilder.responseDefinition().withFault(fault));
    }

    /** {@return the fault: 429 without {@code Retry-After}} */
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

    /** {@return the fault: 400, as for an id that is none} */
    public static Fault badRequest() {
        return of(truth -> Reply.error(400, "The requested execution ID (ID: " + truth.id() + ") is invalid."));
    }

    /** {@return the fault: 401, as for a wrong key} */
    public static Fault unauthorized() {
        return always(FaultReplies.unauthorized());
    }

    /** {@return the fault: 402: the limit of the billing cycle is reached} */
    public static Fault paymentRequired() {
        return always(Reply.error(402, "This API request would exceed your configured limits per billing cycle."));
    }

    /** {@return the fault: 403} */
    public static Fault forbidden() {
        return always(Reply.error(403, "Forbidden"));
    }

    /** {@return the fault: 404, as for an unknown execution} */
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

    /** {@return the fault: 200 with a web page, as proxies and captive portals answer} */
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

    /** {@return the fault: 200 with no body} */
    public static Fault emptyBody() {
        return always(Reply.json(200, ""));
    }

    /** {@return the fault: 200 with the completed status of another execution} */
    public static Fault otherExecution() {
        return of(FaultReplies::otherExecution);
    }

    /** {@return the fault: 200 with JSON that is no status} */
    public static Fault otherShape() {
        return always(Reply.json(200, "{\"message\":\"ok\"}"));
    }

    /** {@return the fault: 200 with the first half of the true JSON, correct as HTTP} */
    public static Fault cutOff() {
        return of(truth -> FaultReplies.cutOff(truth.peek()));
    }

    /** {@return the fault: 200 whose connection ends in the middle of the body that {@code Content-Length} announced} */
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

    /** {@return the fault: The connection is reset before anything is answered} */
    public static Fault reset() {
        return connection(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER);
    }

    /** {@return the fault: The connection is closed before anything is answered} */
    public static Fault noAnswer() {
        return connection(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE);
    }

    /** {@return the fault: Headers of a 200, then bytes that are no HTTP, then the end of the connection} */
    public static Fault garbageAfterHeaders() {
        return connection(com.github.tomakehurst.wiremock.http.Fault.MALFORMED_RESPONSE_CHUNK);
    }

    /** {@return the fault: Bytes that are no HTTP, then the end of the connection} */
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
        return made(truth -> truth.show().toDefinition().withFixedDelay(millis));
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
        return made(truth -> truth.show().toDefinition().withChunkedDribbleDelay(pieces, millis));
    }

    /**
     * The true answer, once the test wants it: for tests of what happens while a request is under way. The request is recorded as soon
     * as it arrives. The execution moves on, even if the client has given up.
     *
     * @param  release what the answer waits for; closing the stub ends the wait too
     * @return         the fault
     */
    public static Fault held(CountDownLatch release) {
        return made(truth -> FaultReplies.held(truth, release));
    }

    /**
     * Nothing is sent for some time, then the connection is closed. Unlike {@link #slow}, the request takes no effect.
     *
     * @param  delay how long nothing is sent, in real time
     * @return       the fault
     */
    public static Fault silent(Duration delay) {
        int millis = Math.toIntExact(delay.toMillis());
        return made(truth -> ResponseDefinitionBuilder.responseDefinition()
                .withFixedDelay(millis)
                .withFault(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE));
    }

    /**
     * 200 with a page of rows that ends in the middle of a row, correct as HTTP.
     *
     * @param  row the row of the page, from 0
     * @return     the fault
     */
    public static Fault cutInRow(int row) {
        return of(truth -> FaultReplies.cutInRow(truth.peek(), row));
    }

    /**
     * 200 with a page of rows whose connection ends in the middle of a row.
     *
     * @param  row the row of the page, from 0
     * @return     the fault
     */
    public static Fault truncatedInRow(int row) {
        return of(truth -> {
            Reply whole = truth.peek();
            return FaultReplies.broken(whole, FaultReplies.cutInRow(whole, row));
        });
    }

    /**
     * 200 with a page of rows with a control character in the middle of a row: no JSON.
     *
     * @param  row the row of the page, from 0
     * @return     the fault
     */
    public static Fault wrongJson(int row) {
        return of(truth -> FaultReplies.wrongJson(truth.peek(), row));
    }

    /**
     * The true JSON without a field.
     *
     * @param  name the field, or a path such as {@code result.metadata}
     * @return      the fault
     */
    public static Fault without(String name) {
        return of(truth -> FaultReplies.edited(truth.peek(), FieldEdit.remove(name)));
    }

    /**
     * The true JSON with a field added or replaced.
     *
     * @param  name  the field, or a path such as {@code result.rows}
     * @param  value what Jackson can write
     * @return       the fault
     */
    public static Fault field(String name, Object value) {
        return of(truth -> FaultReplies.edited(truth.peek(), FieldEdit.set(name, value)));
    }

    /**
     * For one request, as without it.
     *
     * @return the fault
     */
    public Fault once() {
        return times(1);
    }

    /**
     * For several requests in a row.
     *
     * @param  n for how many, at least 1
     * @return   the fault
     */
    public Fault times(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("A fault happens at least once, not " + n + " times");
        }
        return new Fault(effect, n, spared, calls);
    }

    /**
     * For every request until {@link DuneStub#heal()}.
     *
     * @return the fault
     */
    public Fault forever() {
        return new Fault(effect, FOREVER, spared, calls);
    }

    /**
     * Not before the n-th request that it is for, such as the third page.
     *
     * @param  n 1 for the next request
     * @return   the fault
     */
    public Fault nth(int n) {
        return new Fault(effect, requests, n - 1, calls);
    }

    /**
     * For some kinds of requests only; others pass by it.
     *
     * @param  first one kind
     * @param  more  other kinds
     * @return       the fault
     */
    public Fault on(Call first, Call... more) {
        return new Fault(effect, requests, spared, EnumSet.of(first, more));
    }

    /**
     * The request takes effect first: it starts or cancels an execution, or uses up one request of a state. Then the
     * answer is lost.
     *
     * @return the fault
     */
    public Fault afterEffect() {
        return new Fault(truth -> effect.apply(truth.afterEffect()), requests, spared, calls);
    }

    /**
     * With one more header.
     *
     * @param  name  its name, such as {@code WWW-Authenticate}
     * @param  value its value
     * @return       the fault
     */
    public Fault withHeader(String name, String value) {
        return new Fault(truth -> effect.apply(truth).withHeader(name, value), requests, spared, calls);
    }

    ResponseDefinition answer(Truth truth) {
        return effect.apply(truth).build();
    }

    boolean isFor(Call call) {
        return calls.contains(call);
    }

    boolean isDue() {
        return spared == 0;
    }

    /** What is left of the fault after one request that it is for. */
    Optional<Fault> rest() {
        if (spared > 0) {
            return Optional.of(new Fault(effect, requests, spared - 1, calls));
        }
        if (requests == FOREVER) {
            return Optional.of(this);
        }
        return requests == 1 ? Optional.empty() : Optional.of(times(requests - 1));
    }
}
