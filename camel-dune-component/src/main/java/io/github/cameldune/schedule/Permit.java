package io.github.cameldune.schedule;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Leave to make one request. Whoever was granted one settles it: says how the request ended, once and whatever happens.
 * A permit that is never settled counts as a request under way for ever, and its budget has one less to give.
 *
 * <p>Thread-safe. Only the first call of any of the methods counts. Settling may make permits free, and so call out to
 * lanes and producers that want them.
 */
public final class Permit {

    private final Consumer<Settlement> budget;
    private final int limitedEpoch;
    private final int refusedEpoch;
    private final AtomicBoolean settled = new AtomicBoolean();

    Permit(Consumer<Settlement> budget, int limitedEpoch, int refusedEpoch) {
        this.budget = budget;
        this.limitedEpoch = limitedEpoch;
        this.refusedEpoch = refusedEpoch;
    }

    /** Dune answered, whatever it said, except 429, 401, 402 and 403. */
    public void answered() {
        settle((allowance, now) -> allowance.answered(this, now));
    }

    /**
     * Dune answered 429: the key made too many requests.
     *
     * @param retryAfter how long Dune asks to wait; null if it did not say
     */
    public void limited(Duration retryAfter) {
        settle((allowance, now) -> allowance.limited(this, retryAfter, now));
    }

    /** Dune answered 401, 402 or 403: it does not serve this key at present. */
    public void refused() {
        settle((allowance, now) -> allowance.refused(this, now));
    }

    /** There was no answer, or none that could be read to the end. The request may have counted at Dune. */
    public void failed() {
        settle(Allowance::failed);
    }

    /** Nothing was sent. The permit goes back to the budget. */
    public void unused() {
        settle(Allowance::unused);
    }

    /** The pause for a 429 after which it was granted, as {@link KeyPause} counts them. */
    int limitedEpoch() {
        return limitedEpoch;
    }

    /** The pause for a refusal after which it was granted. */
    int refusedEpoch() {
        return refusedEpoch;
    }

    private void settle(Settlement settlement) {
        if (settled.compareAndSet(false, true)) {
            budget.accept(settlement);
        }
    }

    /** What a settled permit means for the allowance. */
    @FunctionalInterface
    interface Settlement {
        void apply(Allowance allowance, long now);
    }
}
