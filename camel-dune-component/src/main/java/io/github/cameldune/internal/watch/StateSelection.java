package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.client.ExecutionStatus;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which transitions are emitted: the option {@code states}. Immutable.
 *
 * @param states the full names of states besides those that the other two select
 */
public record StateSelection(boolean all, boolean terminal, Set<String> states) {

    public StateSelection {
        states = Set.copyOf(states);
    }

    /**
     * Reads the option: comma-separated names, {@code terminal} or {@code all}, in any case. Names are short ones that Dune's
     * page knows ({@code FAILED}), or full ones ({@code QUERY_STATE_FAILED}), which may be newer than this page.
     *
     * @throws IllegalArgumentException if a name is none; the message names the option and what to write
     */
    public static StateSelection parse(String option) {
        boolean all = false;
        boolean terminal = false;
        Set<String> names = new HashSet<>();
        for (String part : option.split(",", -1)) {
            switch (part.strip().toUpperCase(Locale.ROOT)) {
                case "ALL" -> all = true;
                case "TERMINAL" -> terminal = true;
                default -> names.add(fullName(part.strip()));
            }
        }
        return new StateSelection(all, terminal, names);
    }

    private static String fullName(String name) {
        return ExecutionState.named(name)
                .orElseThrow(() -> new IllegalArgumentException("The option states has '" + name
                        + "', which is no state: write all, terminal, or some of PENDING, EXECUTING, COMPLETED,"
                        + " COMPLETED_PARTIAL, FAILED, CANCELED, EXPIRED (a newer one of Dune by its full name"
                        + " QUERY_STATE_…)"))
                .name();
    }

    /** Whether a transition to this status is emitted; else it is recorded silently. */
    public boolean selects(ExecutionStatus status) {
        return all
                || terminal && status.isTerminal()
                || states.contains(status.state().name());
    }
}
