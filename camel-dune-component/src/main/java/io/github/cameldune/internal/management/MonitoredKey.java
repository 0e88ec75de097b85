package io.github.cameldune.internal.management;

import io.github.cameldune.internal.health.EndCounts;
import io.github.cameldune.internal.health.RequestCounts;
import io.github.cameldune.internal.health.RowCounts;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What all users of an API key share, known by a number: keys are secret.
 *
 * @param number from 1, in the order in which the Camel context came to know the keys
 * @param reads the rate limit of reading
 * @param submissions the rate limit of starting executions
 * @param requests how requests that read ended
 * @param submitted how submissions ended
 * @param ends how executions ended, and what they cost
 * @param rows what was read of results
 * @param endpoints which endpoints use it: URIs whose secrets are masked, sorted; of very many about the first hundred
 */
public record MonitoredKey(
        int number,
        RateLimiter reads,
        RateLimiter submissions,
        RequestCounts requests,
        RequestCounts submitted,
        EndCounts ends,
        RowCounts rows,
        Supplier<Set<String>> endpoints) {}
