package io.github.cameldune;

import io.github.cameldune.client.ExecutionState;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Conditions on the status that a message holds, for {@code choice()}, {@code filter()} and the like in Java:
 *
 * <pre>{@code
 * import static io.github.cameldune.DunePredicates.*;
 *
 * from("dune:status?states=terminal")
 *     .choice()
 *         .when(errorType("syntax_error")).to("direct:author")
 *         .when(failed()).to("direct:failed")
 *         .otherwise().to("direct:ended");
 * }</pre>
 *
 * <p>They read the headers of {@link DuneConstants} and nothing else, so they hold after {@code dune:status} as a
 * consumer or a producer and after {@code dune:await}, also when the body has been replaced. None holds for a message
 * without those headers. The predicates are immutable and thread-safe; their {@code toString()} is the condition in
 * Camel's simple language, for logs and route dumps.
 */
public final class DunePredicates {

    private DunePredicates() {}

    /**
     * The execution has ended, in whatever way.
     *
     * @return holds where {@link DuneConstants#EXECUTION_FINISHED} is true
     */
    public static Predicate finished() {
        return new HeaderPredicate(
                "${header." + DuneConstants.EXECUTION_FINISHED + "} == true",
                exchange -> Boolean.TRUE.equals(
                        exchange.getMessage().getHeader(DuneConstants.EXECUTION_FINISHED, Boolean.class)));
    }

    /**
     * The execution ended with a complete result.
     *
     * @return holds for the state {@code QUERY_STATE_COMPLETED}, not for a result that was cut
     */
    public static Predicate completed() {
        return in(ExecutionState.COMPLETED);
    }

    /**
     * The execution ended with a result that was cut, because it was too large.
     *
     * @return holds for the state {@code QUERY_STATE_COMPLETED_PARTIAL}
     */
    public static Predicate completedPartially() {
        return in(ExecutionState.COMPLETED_PARTIAL);
    }

    /**
     * The execution ended with an error, which {@link #errorType} tells apart. It says nothing about requests that
     * failed: those are exceptions, not states.
     *
     * @return holds for the state {@code QUERY_STATE_FAILED}
     */
    public static Predicate failed() {
        return in(ExecutionState.FAILED);
    }

    /**
     * The execution was cancelled by its user, however Dune spells it.
     *
     * @return holds for the state {@code QUERY_STATE_CANCELED}
     */
    public static Predicate canceled() {
        return in(ExecutionState.CANCELED);
    }

    /**
     * The result is no longer to be had.
     *
     * @return holds for the state {@code QUERY_STATE_EXPIRED}
     */
    public static Predicate expired() {
        return in(ExecutionState.EXPIRED);
    }

    /**
     * The execution is in one of some states.
     *
     * @param names as in the option {@code states}, without {@code all} and {@code terminal}: short names that Dune's
     *     page lists ({@code "PENDING"}) or full ones ({@code "QUERY_STATE_PENDING"}), which may be newer than this
     *     version; in any letter case, and both spellings of a cancelled execution
     * @return holds for each of these states
     * @throws IllegalArgumentException if there is no name, or one is no state; the message says what to write
     */
    public static Predicate state(String... names) {
        requireSome("state", names);
        return in(Arrays.stream(names).map(DunePredicates::named).toArray(ExecutionState[]::new));
    }

    /**
     * The execution failed with an error of one of some types. Dune's set of types is open; those seen are {@code
     * FAILED_TYPE_EXECUTION_FAILED}, {@code FAILED_TYPE_EXECUTION_TIMEOUT}, {@code FAILED_TYPE_UNSPECIFIED} and {@code
     * syntax_error}.
     *
     * @param types as in {@code error.type}; letter case counts
     * @return holds where {@link DuneConstants#ERROR_TYPE} is one of them
     * @throws IllegalArgumentException if there is no type, or one is blank
     */
    public static Predicate errorType(String... types) {
        requireSome("errorType", types);
        return in(DuneConstants.ERROR_TYPE, new LinkedHashSet<>(Arrays.asList(types)));
    }

    private static ExecutionState named(String name) {
        return ExecutionState.named(name)
                .orElseThrow(() -> new IllegalArgumentException("DunePredicates.state got '" + name
                        + "', which is no state: write PENDING, EXECUTING, COMPLETED, COMPLETED_PARTIAL, FAILED, CANCELED"
                        + " or EXPIRED (a newer one of Dune by its full name QUERY_STATE_…)"));
    }

    private static Predicate in(ExecutionState... states) {
        return in(
                DuneConstants.STATE,
                Arrays.stream(states).map(ExecutionState::name).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static Predicate in(String header, Set<String> values) {
        String text = String.join(",", values);
        return new HeaderPredicate(
                "${header." + header + "} " + (values.size() == 1 ? "==" : "in") + " '" + text + "'",
                exchange -> values.contains(exchange.getMessage().getHeader(header, "", String.class)));
    }

    private static void requireSome(String method, String... values) {
        if (values.length == 0 || Arrays.stream(values).anyMatch(value -> value == null || value.isBlank())) {
            throw new IllegalArgumentException("DunePredicates." + method
                    + " needs at least one value, and none that is blank: it got " + Arrays.toString(values));
        }
    }

    /**
     * A condition and its text.
     *
     * @param text the condition in the simple language
     * @param condition of the exchange
     */
    private record HeaderPredicate(String text, java.util.function.Predicate<Exchange> condition) implements Predicate {

        private HeaderPredicate {
            Objects.requireNonNull(text);
            Objects.requireNonNull(condition);
        }

        @Override
        public boolean matches(Exchange exchange) {
            return condition.test(exchange);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
