package io.github.cameldune.internal.management;

import io.github.cameldune.internal.watch.DetectionDelays;
import java.util.Map;

/**
 * The counts of the watch lists of one name at an instant.
 *
 * @param name the value of the option {@code watchList}
 * @param transitions how many were seen, by state
 * @param exchanges how many were begun
 * @param exchangesRejected how many of them failed or were rolled back
 * @param watchesExpired how many watches ended without a terminal state
 * @param delays from the ends of executions until these were seen
 */
public record ListSnapshot(
        String name,
        Map<String, Long> transitions,
        long exchanges,
        long exchangesRejected,
        long watchesExpired,
        DetectionDelays.Summary delays) {}
