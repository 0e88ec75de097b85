package io.github.cameldune.schedule;

import java.time.Duration;

/**
 * When to ask about an execution again.
 *
 * @param earliest not before this wait, even if requests are to spare
 * @param due after this wait at any rate, as far as the budget allows
 * @param urgency what decides among several
 */
public record NextAsk(Duration earliest, Duration due, Urgency urgency) {

    /**
     * After a failure: not early, however many requests are to spare.
     *
     * @param wait how long to leave it alone
     * @return with nothing known about the duration
     */
    public static NextAsk notBefore(Duration wait) {
        return new NextAsk(wait, wait, Urgency.OF_UNKNOWN);
    }
}
