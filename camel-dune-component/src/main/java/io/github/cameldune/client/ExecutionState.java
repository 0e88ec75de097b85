package io.github.cameldune.client;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of an execution: an open set, since Dune may add to it. Unknown states flow through as they were sent.
 *
 * @param name the full name, such as {@code QUERY_STATE_FAILED}; never blank
 */
public record ExecutionState(String name) {

    /** What every name in Dune's page begins with. */
    public static final String PREFIX = "QUERY_STATE_";

    /** Waiting for an execution slot. */
    public static final ExecutionState PENDING = new ExecutionState(PREFIX + "PENDING");

    /** Running. */
    public static final ExecutionState EXECUTING = new ExecutionState(PREFIX + "EXECUTING");

    /** Ended with an error; terminal. */
    public static final ExecutionState FAILED = new ExecutionState(PREFIX + "FAILED");

    /** Ended with a result; terminal. */
    public static final ExecutionState COMPLETED = new ExecutionState(PREFIX + "COMPLETED");

    /** Cancelled by its user; terminal. Dune's page spells it so, its service with two L. */
    public static final ExecutionState CANCELED = new ExecutionState(PREFIX + "CANCELED");

    /** Its result is no longer to be had; terminal. */
    public static final ExecutionState EXPIRED = new ExecutionState(PREFIX + "EXPIRED");

    /** Ended with a result that was cut, because it was too large; terminal. */
    public static final ExecutionState COMPLETED_PARTIAL = new ExecutionState(PREFIX + "COMPLETED_PARTIAL");

    private static final String CANCELLED_AS_SENT = PREFIX + "CANCELLED";

    private static final Pattern FULL_NAME = Pattern.compile(PREFIX + "[A-Z_]+");

    private static final Map<String, ExecutionState> KNOWN = Stream.of(
                    PENDING, EXECUTING, FAILED, COMPLETED, CANCELED, EXPIRED, COMPLETED_PARTIAL)
            .collect(Collectors.toUnmodifiableMap(ExecutionState::name, Function.identity()));

    /**
     * Checks the name.
     *
     * @param name as of the record
     * @throws IllegalArgumentException if the name is null or blank
     */
    public ExecutionState {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a state has a name");
        }
    }

    /**
     * The state that Dune means by a name.
     *
     * @param name as sent; {@code QUERY_STATE_CANCELLED} becomes {@link #CANCELED}
     * @return the state, never null
     * @throws IllegalArgumentException if the name is null or blank
     */
    public static ExecutionState of(String name) {
        if (CANCELLED_AS_SENT.equals(name)) {
            return CANCELED;
        }
        ExecutionState known = name == null ? null : KNOWN.get(name);
        return Objects.requireNonNullElseGet(known, () -> new ExecutionState(name));
    }

    /**
     * The state that a person means.
     *
     * @param text a short name that Dune's page lists ({@code FAILED}), or a full one ({@code QUERY_STATE_FAILED}), which
     *     may be newer than this class; in any letter case, and both spellings of a cancelled execution; not null
     * @return empty when the text is neither
     */
    public static Optional<ExecutionState> named(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        if (FULL_NAME.matcher(name).matches()) {
            return Optional.of(of(name));
        }
        return Optional.of(of(PREFIX + name)).filter(ExecutionState::isKnown);
    }

    /**
     * The states that Dune's page lists.
     *
     * @return in no order
     */
    public static Collection<ExecutionState> known() {
        return KNOWN.values();
    }

    /**
     * Whether Dune's page lists this state.
     *
     * @return false for a state that was added to Dune later
     */
    public boolean isKnown() {
        return KNOWN.containsKey(name);
    }

    /**
     * Whether this is one of the states that Dune's page calls the end of an execution.
     *
     * @return false for an unknown state: only {@code is_execution_finished} can tell then
     */
    public boolean isTerminal() {
        return isKnown() && !equals(PENDING) && !equals(EXECUTING);
    }

    @Override
    public String toString() {
        return name;
    }
}
