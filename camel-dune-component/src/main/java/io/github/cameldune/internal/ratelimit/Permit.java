package io.github.cameldune.internal.ratelimit;

import io.github.cameldune.internal.client.Answer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ObjLongConsumer;

/**
 * Leave to make one request. The holder settles it, once and whatever happens: a permit that is never settled counts as a
 * request in flight for ever.
 *
 * <p>Thread-safe. Only the first call of any of the methods counts. Settling may free permits, and so call others that wait
 * for one.
 */
public final class Permit {

    private final RateLimiter limiter;
    private final boolean ofPoll;
    private final int rateLimitedEpoch;
    private final int refusedEpoch;
    private final AtomicBoolean settled = new AtomicBoolean();

    Permit(RateLimiter limiter, boolean ofPoll, int rateLimitedEpoch, int refusedEpoch) {
        this.limiter = limiter;
        this.ofPoll = ofPoll;
        this.rateLimitedEpoch = rateLimitedEpoch;
        this.refusedEpoch = refusedEpoch;
    }

    /** The request has ended; the verdict of the answer decides. The subject is what it was about, such as an execution id. */
    public void answered(Answer<?> answer, String subject) {
        settle((admission, now) -> admission.answered(this, answer, subject, now));
    }

    /** The request ended in an unforeseen way. It may have counted at Dune. */
    public void failed() {
        settle((admission, now) -> admission.ended(this, now));
    }

    /** Nothing was sent. The permit goes back. */
    public void unused() {
        settle((admission, now) -> admission.unused(this, now));
    }

    /** Whether it was granted to the poll queue and not to a producer. */
    boolean isOfPoll() {
        return ofPoll;
    }

    /** The pause for a 429 after which it was granted, as {@link Pauses} counts them. */
    int rateLimitedEpoch() {
        return rateLimitedEpoch;
    }

    /** The pause for a refusal after which it was granted. */
    int refusedEpoch() {
        return refusedEpoch;
    }

    private void settle(ObjLongConsumer<AdmissionControl> settlement) {
        if (settled.compareAndSet(false, true)) {
            limiter.settle(settlement);
        }
    }
}
