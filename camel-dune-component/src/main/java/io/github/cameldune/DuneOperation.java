package io.github.cameldune;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an endpoint does: the part of its URI after {@code dune:}. */
public enum DuneOperation {
    /** Starts an execution of a saved query. */
    execute,
    /** Starts an execution of SQL text. */
    sql,
    /** As a producer fetches a status, as a consumer emits transitions. */
    status,
    /** Adds an execution to a watch list. */
    watch,
    /** Removes an execution from a watch list. */
    unwatch,
    /** Completes an exchange once its execution is terminal. */
    await,
    /** Cancels an execution. */
    cancel,
    /** Reads the rows of an execution. */
    results,
    /** As a producer reads the rows of the latest execution of a query, as a consumer emits each new one. */
    latest;

    /**
     * Reads the operation of a URI.
     *
     * @param text what follows {@code dune:}
     * @return the operation
     * @throws IllegalArgumentException if there is none of that name; the message lists those that there are
     */
    public static DuneOperation parse(String text) {
        String name = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown operation '" + text + "': write "
                        + Arrays.stream(values())
                                .map(operation -> "dune:" + operation)
                                .collect(Collectors.joining(", "))));
    }
}
