package io.github.cameldune.internal.ratelimit;

import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.time.NanoClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a key may do at an instant: token bucket, sliding window, limit, pauses and requests in flight together. Instants are
 * nanoseconds of the rate limiter's clock. Not thread-safe: guarded by the rate limiter.
 */
final class AdmissionControl {

    private static final Logger LOG = LoggerFactory.getLogger(AdmissionControl.class);
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;

    /** How many polls may be in flight while the limit is unknown and may be near: they meet the first 429 together. */
    private static final int POLLS_BEFORE_A_LIMIT = 3;

    /**
     * While the limit is unknown, one poll may be in flight for each so many requests of the last minute, but at least {@link
     * #POLLS_BEFORE_A_LIMIT}.
     */
    private static final int REQUESTS_PER_POLL = 100;

    private final String option;
    private final TokenBucket bucket = new TokenBucket();
    private final SlidingWindow window = new SlidingWindow();
    private final Limit limit = new Limit();
    private final Pauses pauses = new Pauses();
    private final Throttling throttling = new Throttling();
    private final Map<Object, Integer> concurrentOf = new HashMap<>();
    private int maxConcurrent = Integer.MAX_VALUE;
    private boolean hasPolls;
    private boolean differenceLogged;
    private boolean throttlingLogged;
    private int pollsInFlight;

    /** Without a limit. Messages name the option, {@code requestsPerMinute} or {@code submissionsPerMinute}. */
    AdmissionControl(String option) {
        this.option = option;
    }

    /** Polls take part, which pause while the key is refused. */
    void withPolls() {
        hasPolls = true;
    }

    void configure(Object owner, int requestsPerMinute, int concurrent, long now) {
        if (limit.configure(owner, requestsPerMinute) && !differenceLogged) {
            differenceLogged = true;
            LOG.warn(
                    "Endpoints that share one API key configure different values of {}: {} and another. The smallest, {},"
                            + " holds for all of them; configure it once, on the component.",
                    option,
                    requestsPerMinute,
                    Math.round(limit.perMinute()));
        }
        concurrentOf.put(owner, concurrent);
        applyLimits(now);
    }

    void release(Object owner, long now) {
        limit.release(owner);
        concurrentOf.remove(owner);
        applyLimits(now);
    }

    private void applyLimits(long now) {
        bucket.limit(limit.perMinute(), now);
        maxConcurrent = concurrentOf.values().stream().max(Integer::compare).orElse(maxConcurrent);
    }

    /** When a producer may make a request; {@link Long#MAX_VALUE} while that depends on requests in flight. */
    long readyAt(long now) {
        if (window.inFlight() >= maxConcurrent) {
            return Long.MAX_VALUE;
        }
        long ready = Math.max(bucket.readyAt(now), window.readyAt(now, limit.perMinute()));
        return Math.max(ready, pauses.until());
    }

    /** When a poll may be made; {@link Long#MAX_VALUE} as above. */
    long readyForPollsAt(long now) {
        boolean wait = pollsInFlight >= pollsAtATime(now);
        return wait ? Long.MAX_VALUE : Math.max(readyAt(now), pauses.pollsUntil());
    }

    private int pollsAtATime(long now) {
        if (pauses.isRefused()) {
            // one poll is enough to learn whether the key is accepted again
            return 1;
        }
        int recent = window.recent(now);
        return limit.isUnknown() && recent >= Limit.LEAST
                ? Math.max(POLLS_BEFORE_A_LIMIT, recent / REQUESTS_PER_POLL)
                : Integer.MAX_VALUE;
    }

    boolean isRefused() {
        return pauses.isRefused();
    }

    /** How long a caller that comes now waits, if so many are before it; a guess. */
    long likelyWait(int before, long now) {
        long ready = readyAt(now);
        long first = ready == Long.MAX_VALUE ? SECOND : ready - now;
        return Math.max(MILLISECOND, first + bucket.inflow(before));
    }

    Permit take(boolean ofPoll, long now, RateLimiter limiter) {
        bucket.take(now);
        window.started();
        if (ofPoll) {
            pollsInFlight++;
        }
        return new Permit(limiter, ofPoll, pauses.rateLimitedEpoch(), pauses.refusedEpoch());
    }

    void answered(Permit permit, Answer<?> answer, String subject, long now) {
        Verdict.OnKey meaning = answer.verdict().onKey();
        if (meaning == Verdict.OnKey.RATE_LIMITED) {
            forgotten(permit);
        } else {
            ended(permit, now);
        }
        switch (meaning) {
            case ACCEPTED -> accepted(permit, now);
            case COUNTED -> pauses.notRateLimited(permit.rateLimitedEpoch());
            case REFUSED -> refused(pauses.refused(permit.refusedEpoch(), now), answer, now);
            case BILLING_LIMIT -> refused(pauses.billingLimit(subject, permit.refusedEpoch(), now), answer, now);
            case RATE_LIMITED -> rateLimited(permit, answer, now);
            case UNANSWERED -> {}
        }
    }

    private void accepted(Permit permit, long now) {
        if (pauses.accepted(permit.rateLimitedEpoch(), now) && hasPolls) {
            LOG.info("Dune accepts the API key again. Polls go on.");
        }
    }

    private void refused(boolean begins, Answer<?> answer, long now) {
        if (begins && hasPolls) {
            LOG.debug(
                    "Dune refused the API key with {}. Polls pause for {} s.",
                    answer.statusCode(),
                    Math.round((pauses.pollsUntil() - now) / 1e9));
        }
    }

    private void rateLimited(Permit permit, Answer<?> answer, long now) {
        if (pauses.rateLimited(permit.rateLimitedEpoch(), answer.retryAfter(), now)) {
            limit.limited(window.recent(now), now);
            bucket.limit(limit.perMinute(), now);
            LOG.info(
                    "Dune answered 429. Requests that {} counts wait for {} s; then at most {} a minute are made.",
                    option,
                    Math.round((pauses.until() - now) / 1e9),
                    Math.round(limit.perMinute()));
        }
    }

    void ended(Permit permit, long now) {
        window.ended(now);
        pollEnded(permit);
    }

    void unused(Permit permit, long now) {
        forgotten(permit);
        bucket.giveBack();
    }

    private void forgotten(Permit permit) {
        window.forgotten();
        pollEnded(permit);
    }

    private void pollEnded(Permit permit) {
        if (permit.isOfPoll()) {
            pollsInFlight--;
        }
    }

    /** Notes whether callers want permits at present. */
    void observe(boolean wanting, long now) {
        boolean shortNow = wanting && readyAt(now) > now && window.inFlight() < maxConcurrent && pauses.until() <= now;
        long shortFor = throttling.observe(shortNow, now);
        if (shortFor > 0) {
            limit.raise(shortFor, now);
            bucket.limit(limit.perMinute(), now);
        }
        if (shortNow && !throttlingLogged && throttling.isThrottled(now)) {
            throttlingLogged = true;
            LOG.warn(
                    "Permits were short for most of the last minute: more requests were due than the {} a minute of this API"
                            + " key ({}) allow, so they wait. If the plan of the key allows more, raise {}; else make fewer requests.",
                    Math.round(limit.perMinute()),
                    limit.isDiscovered() ? "discovered" : "configured",
                    option);
        }
    }

    RateLimitSnapshot snapshot(int waiting, NanoClock clock, long now) {
        return new RateLimitSnapshot(
                limit.perMinute(),
                limit.isDiscovered(),
                bucket.tokens(now),
                window.inFlight(),
                window.recent(now),
                waiting,
                throttling.isThrottled(now),
                after(pauses.until(), clock, now),
                after(pauses.pollsUntil(), clock, now));
    }

    private static Instant after(long until, NanoClock clock, long now) {
        return until > now ? clock.instant(until) : null;
    }
}
