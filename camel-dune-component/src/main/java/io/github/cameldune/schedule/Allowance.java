package io.github.cameldune.schedule;

import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one key may do at an instant: the token bucket, the guard behind it, the limit and the pauses together. Instants
 * are nanoseconds of the budget's clock. Not thread-safe: guarded by its budget.
 */
final class Allowance {

    private static final Logger LOG = LoggerFactory.getLogger(RequestBudget.class);
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    /** How many requests of lanes may be under way as long as a 429 of a small plan may come. */
    private static final int CAUTIOUS = 3;

    /** A key that had so many requests a minute accepted may have one more under way for each time that many. */
    private static final int REQUESTS_PER_CAUTIOUS = 100;

    private final TokenBucket bucket = new TokenBucket();
    private final RequestLog log = new RequestLog();
    private final LimitDiscovery discovery = new LimitDiscovery();
    private final KeyPause pause = new KeyPause();
    private final Shortage shortage = new Shortage();
    private final Thrift thrift = new Thrift();
    private boolean differenceLogged;
    private boolean saturationLogged;
    private boolean keptTokens;
    private int lanesUnderWay;
    private long granted;
    private long limitedCount;

    void limit(int requestsPerMinute, long now) {
        if (discovery.configure(requestsPerMinute) && !differenceLogged) {
            differenceLogged = true;
            LOG.warn(
                    "Endpoints that share one API key configure different values of requestsPerMinute: {} and another."
                            + " The smallest, {}, holds for all of them; configure it once, on the component.",
                    requestsPerMinute,
                    (long) discovery.configured());
        }
        bucket.limit(discovery.limit(), now);
    }

    /** When a producer may make a request; {@link Long#MAX_VALUE} while that depends on requests under way. */
    long readyAt(long now) {
        long ready = Math.max(bucket.readyAt(now), log.readyAt(now, discovery.limit()));
        return Math.max(ready, pause.until());
    }

    /** When a lane may; {@link Long#MAX_VALUE} as above. */
    long readyForLanesAt(long now) {
        return isCautious(now) ? Long.MAX_VALUE : Math.max(readyAt(now), pause.watchingUntil());
    }

    /**
     * Whether a lane has to wait for an answer, since the limit is unknown and may be near. Without this, all the requests
     * that may be under way would meet the first 429 together.
     */
    private boolean isCautious(long now) {
        int recent = log.recent(now);
        return discovery.isUnknown()
                && recent >= LimitDiscovery.LEAST
                && lanesUnderWay >= Math.max(CAUTIOUS, recent / REQUESTS_PER_CAUTIOUS);
    }

    /**
     * Whether a token is better kept for something more urgent than a lane's most urgent question. Only where permits are
     * short most of the time: else what is due is asked when it is due.
     */
    boolean keepsFor(double urgency, long now) {
        return shortage.tight(now) && thrift.keeps(urgency, bucket.full(now));
    }

    /**
     * Whether a request may be made early, about what is not due. Not without a limit: no request is free of cost then.
     * With one, if requests are lost otherwise; and instead of one about what is due, if it saves more.
     */
    boolean isOpenToEarly(boolean due, long now) {
        return Double.isFinite(discovery.limit()) && (due || bucket.isNearlyFull(now));
    }

    /** How long one who comes now waits, if so many are before him; a guess. */
    long likelyWait(int before, long now) {
        long ready = readyAt(now);
        long first = ready == Long.MAX_VALUE ? SECOND : ready - now;
        return Math.max(MILLISECOND, first + bucket.inflow(before));
    }

    Permit take(long now, Consumer<Permit.Settlement> budget) {
        bucket.take(now);
        log.started();
        granted++;
        return new Permit(budget, pause.limitedEpoch(), pause.refusedEpoch());
    }

    Permit takeForLane(double urgency, long now, Consumer<Permit.Settlement> budget) {
        thrift.spent(urgency);
        lanesUnderWay++;
        return take(
                now,
                settlement -> budget.accept((allowance, at) -> {
                    lanesUnderWay--;
                    settlement.apply(allowance, at);
                }));
    }

    void answered(Permit permit, long now) {
        log.ended(now);
        if (pause.answered(permit.limitedEpoch(), now)) {
            LOG.info("Dune accepts the API key again. Watching goes on.");
        }
    }

    void failed(long now) {
        log.ended(now);
    }

    void unused(long now) {
        log.forgotten();
        bucket.giveBack();
        granted--;
    }

    void refused(Permit permit, long now) {
        log.ended(now);
        if (pause.refused(permit.refusedEpoch(), now)) {
            LOG.warn(
                    "Dune refused the API key. Watching pauses for {} s.",
                    Math.round((pause.watchingUntil() - now) / 1e9));
        }
    }

    void limited(Permit permit, Duration retryAfter, long now) {
        log.forgotten();
        limitedCount++;
        if (pause.limited(permit.limitedEpoch(), retryAfter, now)) {
            discovery.limited(log.recent(now), now);
            bucket.limit(discovery.limit(), now);
            LOG.info(
                    "Dune answered 429. No requests for {} s, then at most {} a minute.",
                    Math.round((pause.until() - now) / 1e9),
                    Math.round(discovery.limit()));
        }
    }

    /**
     * Notes what holds from now on.
     *
     * @param wanting whether somebody waits for a permit
     * @param keeping whether tokens are kept from who waits
     */
    void observe(boolean wanting, boolean keeping, long now) {
        boolean lacking = wanting && (keeping || readyAt(now) > now) && pause.until() <= now;
        long used = shortage.observe(lacking, now);
        boolean allUsed = !keptTokens;
        keptTokens = keeping;
        if (used > 0 && allUsed && discovery.discovered()) {
            discovery.raise(used, now);
            bucket.limit(discovery.limit(), now);
        }
        if (shortage.saturated(now) && !saturationLogged) {
            saturationLogged = true;
            LOG.warn(
                    "The request budget is saturated: for a minute, more was to ask than the {} {} requests a minute of"
                            + " this API key allow. What is due waits, the most urgent goes first, so ends of executions"
                            + " are seen later. If the plan of the key allows more, raise requestsPerMinute; else watch"
                            + " less with this key, or raise delay.",
                    Math.round(discovery.limit()),
                    discovery.discovered() ? "discovered" : "configured (requestsPerMinute)");
        }
    }

    KeyPause pause() {
        return pause;
    }

    BudgetFigures figures(long now, int waiting) {
        return new BudgetFigures(
                discovery.limit(),
                discovery.discovered(),
                bucket.tokens(now),
                log.underWay(),
                log.recent(now),
                waiting,
                granted,
                limitedCount,
                shortage.tight(now));
    }
}
