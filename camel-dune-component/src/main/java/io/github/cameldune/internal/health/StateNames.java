package io.github.cameldune.internal.health;

import io.github.cameldune.client.ExecutionState;
import java.util.List;
import java.util.stream.Stream;

/** States as counters name them: a closed set, so that what Dune adds one day cannot make counters without end. */
public final class StateNames {

    /** In place of states that Dune's page does not list. */
    public static final String OTHER = "OTHER";

    private StateNames() {}

    /** The state without {@code QUERY_STATE_}, or {@link #OTHER}. */
    public static String of(ExecutionState state) {
        return state.isKnown() ? state.name().substring(ExecutionState.PREFIX.length()) : OTHER;
    }

    /** All names, sorted, {@link #OTHER} last. */
    public static List<String> all() {
        return names(ExecutionState.known().stream());
    }

    /** The names of the ends of an execution, sorted, {@link #OTHER} last. */
    public static List<String> terminal() {
        return names(ExecutionState.known().stream().filter(ExecutionState::isTerminal));
    }

    private static List<String> names(Stream<ExecutionState> states) {
        return Stream.concat(states.map(StateNames::of).sorted(), Stream.of(OTHER))
                .toList();
    }
}
