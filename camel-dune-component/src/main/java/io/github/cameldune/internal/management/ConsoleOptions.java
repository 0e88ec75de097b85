package io.github.cameldune.internal.management;

import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.internal.watch.WatchSnapshot;
import java.util.List;
import java.util.Map;
import org.apache.camel.support.PatternHelper;

/**
 * What a user of the dev console wants to see.
 *
 * @param filter a pattern for the execution id or the state of watches, such as {@code EXECUTING}; null for all
 * @param limit how many watches of a consumer at most
 */
record ConsoleOptions(String filter, int limit) {

    private static final int DEFAULT_LIMIT = 100;

    /** Throws an {@link IllegalArgumentException} that says what to write if the limit is no number. */
    static ConsoleOptions of(Map<String, Object> options) {
        Object filter = options.get(DuneDevConsole.FILTER);
        Object limit = options.get(DuneDevConsole.LIMIT);
        return new ConsoleOptions(
                filter == null ? null : filter.toString(), limit == null ? DEFAULT_LIMIT : parse(limit.toString()));
    }

    private static int parse(String limit) {
        try {
            return Integer.parseUnsignedInt(limit.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The option limit is no number of watches: write one such as limit=100");
        }
    }

    /** Those that match, in the same order; the limit does not count yet. */
    List<WatchSnapshot> matching(List<WatchSnapshot> watches) {
        return watches.stream().filter(this::matches).toList();
    }

    private boolean matches(WatchSnapshot watch) {
        return filter == null
                || PatternHelper.matchPattern(watch.executionId().value(), filter)
                || watch.state() != null && matches(watch.state());
    }

    private boolean matches(String state) {
        return PatternHelper.matchPattern(state, filter)
                || state.startsWith(ExecutionState.PREFIX)
                        && PatternHelper.matchPattern(state.substring(ExecutionState.PREFIX.length()), filter);
    }
}
