package io.github.cameldune.schedule;

import java.time.Instant;

/**
 * One of several parties that watch with the same API key: a consumer, or all that waits in {@code dune:await}.
 *
 * <p>A lane does not queue for permits. Whenever one is free, the budget asks every lane how urgent its most urgent
 * question is, and the winner learns of its permit only then. So what is asked is decided when it can be asked, not
 * when it became due.
 *
 * <p>Both methods are called without a lock of the budget held, from any thread, never two at a time by one budget.
 * They must not block: as long as one of them runs, nobody else gets a permit.
 */
public interface Lane {

    /**
     * How urgent the most urgent question of this lane is.
     *
     * @param now the present, by the clock of the budget
     * @param early whether questions count as well that are not due yet
     * @return the urgency in seconds as {@link Urgency} defines it; NaN when there is nothing to ask or no free slot to
     *     ask it in
     */
    double urgency(Instant now, boolean early);

    /**
     * Gives the lane a permit for one request. It must be settled, by {@link Permit#unused()} if it turns out that there
     * is nothing to ask any more.
     *
     * @param permit for one request
     * @param early whether it may be used for a question that is not due yet
     */
    void granted(Permit permit, boolean early);
}
