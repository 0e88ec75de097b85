package io.github.cameldune.internal.management;

import io.github.cameldune.internal.ratelimit.RateLimitSnapshot;
import java.util.List;
import java.util.Map;

/**
 * An API key at an instant.
 *
 * @param number of the key
 * @param endpoints which use it, with secrets masked; sorted
 * @param reads the rate limit of reading
 * @param submissions the rate limit of starting executions
 * @param requests how many requests that read ended how, by verdict
 * @param submitted how many submissions ended how, by verdict
 * @param ends how many executions ended how, by state
 * @param credits what these cost
 * @param rows rows that were read
 * @param pages pages of rows that were read
 * @param bytes of those pages
 * @param pagesRepeated requests for a page that were made again
 */
public record KeySnapshot(
        int number,
        List<String> endpoints,
        RateLimitSnapshot reads,
        RateLimitSnapshot submissions,
        Map<String, Long> requests,
        Map<String, Long> submitted,
        Map<String, Long> ends,
        double credits,
        long rows,
        long pages,
        long bytes,
        long pagesRepeated) {}
