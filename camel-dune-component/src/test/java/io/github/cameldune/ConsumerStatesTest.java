package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The option {@code states}: what is emitted, and that the rest is recorded all the same. */
class ConsumerStatesTest extends ConsumerTestSupport {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            all                                | PENDING EXECUTING FAILED
            terminal                           | FAILED
            FAILED                             | FAILED
            failed,executing                   | EXECUTING FAILED
            QUERY_STATE_PENDING, terminal      | PENDING FAILED
            QUERY_STATE_EXECUTING              | EXECUTING
            """)
    void emitsTheSelectedTransitionsOnly(String states, String emitted) throws Exception {
        String id =
                dune.execution().state("PENDING").state("EXECUTING").failed().start();

        consume("watchStore=#shared&watchList=a&states=" + states);
        send("dune:watch?watchStore=#shared&watchList=a", id, Map.of());

        eventually().until(() -> !dune.requests(id).isEmpty() && isNothingWatched());
        assertThat(receiver.states(id)).containsExactly(emitted.split(" "));
    }

    @Test
    void recordsTheOthersSilently() throws Exception {
        String id = dune.execution().state("PENDING").stays("EXECUTING").start();
        consume("watchStore=#shared&watchList=a&states=terminal");
        send("dune:watch?watchStore=#shared&watchList=a", id, Map.of());

        eventually().until(() -> store.getOrDefault("a/" + id, "").contains("QUERY_STATE_EXECUTING"));
        dune.execution().id(id).completed().start();

        eventually().until(() -> receiver.of(id).size() == 1);
        assertThat(receiver.of(id).get(0).previousState()).isEqualTo("QUERY_STATE_EXECUTING");
    }

    @Test
    void takesEitherSpellingOfCancelled() throws Exception {
        String id = dune.execution().state("EXECUTING").cancelled().start();

        consume("states=CANCELLED&executionIds=" + id);

        eventually().until(() -> receiver.states(id).contains("CANCELED"));
        assertThat(receiver.states(id)).containsExactly("CANCELED");
    }
}
