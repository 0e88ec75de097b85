package io.github.cameldune.internal.ratelimit;

import java.time.Instant;

/**
 * The state of a {@link RateLimiter} at an instant, for monitoring.
 *
 * @param limit requests a minute; infinite while none is configured or discovered
 * @param discovered whether the limit was discovered from 429s and is not the configured one
 * @param tokens how many requests could be made at once as far as the token bucket is concerned; infinite without a limit
 * @param inFlight permits granted and not settled
 * @param lastMinute requests that ended within the last minute, without those that were answered 429
 * @param waiting producers that wait for a permit
 * @param throttled whether permits were short for most of the last minute
 * @param pausedUntil when the pause after a 429 ends; null if there is none
 * @param pollsPausedUntil when the pause of polls after a refused key ends; null if there is none
 */
public record RateLimitSnapshot(
        double limit,
        boolean discovered,
        double tokens,
        int inFlight,
        int lastMinute,
        int waiting,
        boolean throttled,
        Instant pausedUntil,
        Instant pollsPausedUntil) {}
