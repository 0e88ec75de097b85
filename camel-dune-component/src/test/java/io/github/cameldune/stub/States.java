package io.github.cameldune.stub;

import java.util.Locale;
import java.util.Set;

/** The states that Dune's page names, and the spelling of its service for one of them. */
final class States {
    static final String PENDING = "QUERY_STATE_PENDING";
    static final String EXECUTING = "QUERY_STATE_EXECUTING";
    static final String COMPLETED = "QUERY_STATE_COMPLETED";
    static final String COMPLETED_PARTIAL = "QUERY_STATE_COMPLETED_PARTIAL";
    static final String FAILED = "QUERY_STATE_FAILED";
    static final String CANCELLED = "QUERY_STATE_CANCELLED";
    static final String CANCELED = "QUERY_STATE_CANCELED";
    static final String EXPIRED = "QUERY_STATE_EXPIRED";

    private static final String PREFIX = "QUERY_STATE_";
    private static final Set<String> TERMINAL =
            Set.of(COMPLETED, COMPLETED_PARTIAL, FAILED, CANCELLED, CANCELED, EXPIRED);

    private States() {}

    static String full(String state) {
        return state.startsWith(PREFIX) ? state : PREFIX + state.toUpperCase(Locale.ROOT);
    }

    static boolean isTerminal(String state) {
        return TERMINAL.contains(state);
    }

    static boolean hasResult(String state) {
        return COMPLETED.equals(state) || COMPLETED_PARTIAL.equals(state);
    }
}
