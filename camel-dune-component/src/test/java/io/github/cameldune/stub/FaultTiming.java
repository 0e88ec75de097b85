package io.github.cameldune.stub;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** When a {@link Fault} happens, and how often. Immutable. */
abstract class FaultTiming {
    private static final int FOREVER = Integer.MAX_VALUE;

    private final Function<Truth, ResponseDefinitionBuilder> effect;
    private final int requests;
    private final int spared;
    private final Set<Call> calls;

    FaultTiming(Function<Truth, ResponseDefinitionBuilder> effect, int requests, int spared, Set<Call> calls) {
        this.effect = effect;
        this.requests = requests;
        this.spared = spared;
        this.calls = calls;
    }

    static Fault made(Function<Truth, ResponseDefinitionBuilder> effect) {
        return new Fault(effect, 1, 0, EnumSet.allOf(Call.class));
    }

    static Fault of(Function<Truth, Reply> reply) {
        return made(truth -> reply.apply(truth).toDefinition());
    }

    static Fault always(Reply reply) {
        return of(truth -> reply);
    }

    static Fault connection(com.github.tomakehurst.wiremock.http.Fault fault) {
        return made(truth -> ResponseDefinitionBuilder.responseDefinition().withFault(fault));
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
        if (n < 1) {
            throw new IllegalArgumentException("The first request is number 1, not " + n);
        }
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
        Set<Call> both = EnumSet.of(first, more);
        both.retainAll(calls);
        return new Fault(effect, requests, spared, both);
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

    public Fault delayed(Duration delay) {
        int millis = Math.toIntExact(delay.toMillis());
        return new Fault(truth -> effect.apply(truth).withFixedDelay(millis), requests, spared, calls);
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
            return Optional.of(times(FOREVER));
        }
        return requests == 1 ? Optional.empty() : Optional.of(times(requests - 1));
    }
}
