package io.github.cameldune.schedule;

/**
 * The state of a {@link RequestBudget} at an instant, for consoles and metrics.
 *
 * @param limit requests a minute; infinite while none is configured or discovered
 * @param discovered whether the limit was learned from 429s and is not the configured one
 * @param tokens how many requests could be made at once as far as the token bucket is concerned; infinite without a limit
 * @param underWay permits granted and not settled
 * @param lastMinute requests that ended within the last minute, without those that were answered 429
 * @param waiting producers that wait for a permit
 * @param granted permits granted since the start, without those given back unused
 * @param limited how many requests were answered 429 since the start
 * @param tight whether permits were short most of the time lately
 */
public record BudgetFigures(
        double limit,
        boolean discovered,
        double tokens,
        int underWay,
        int lastMinute,
        int waiting,
        long granted,
        long limited,
        boolean tight) {}
