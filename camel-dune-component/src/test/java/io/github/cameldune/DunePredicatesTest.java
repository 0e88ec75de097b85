package io.github.cameldune;

import static io.github.cameldune.DunePredicates.canceled;
import static io.github.cameldune.DunePredicates.completed;
import static io.github.cameldune.DunePredicates.completedPartially;
import static io.github.cameldune.DunePredicates.errorType;
import static io.github.cameldune.DunePredicates.expired;
import static io.github.cameldune.DunePredicates.failed;
import static io.github.cameldune.DunePredicates.finished;
import static io.github.cameldune.DunePredicates.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions on a status, on messages as {@code dune:status} makes them. */
class DunePredicatesTest {

    private static final Map<String, Predicate> PREDICATES = new LinkedHashMap<>();

    static {
        PREDICATES.put("finished", finished());
        PREDICATES.put("completed", completed());
        PREDICATES.put("completedPartially", completedPartially());
        PREDICATES.put("failed", failed());
        PREDICATES.put("canceled", canceled());
        PREDICATES.put("expired", expired());
        PREDICATES.put("pendingOrExecuting", state("pending", "QUERY_STATE_EXECUTING"));
        PREDICATES.put("syntaxError", errorType("syntax_error"));
        PREDICATES.put("anyError", errorType("syntax_error", "FAILED_TYPE_EXECUTION_FAILED"));
    }

    private static CamelContext camel;

    @BeforeAll
    static void start() {
        camel = new DefaultCamelContext();
        camel.start();
    }

    @AfterAll
    static void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"state":"QUERY_STATE_PENDING"}                                                  | pendingOrExecuting
            {"state":"QUERY_STATE_EXECUTING","is_execution_finished":false}                  | pendingOrExecuting
            {"state":"QUERY_STATE_COMPLETED"}                                                | finished completed
            {"state":"QUERY_STATE_COMPLETED_PARTIAL"}                                        | finished completedPartially
            {"state":"QUERY_STATE_CANCELLED"}                                                | finished canceled
            {"state":"QUERY_STATE_CANCELED"}                                                 | finished canceled
            {"state":"QUERY_STATE_EXPIRED"}                                                  | finished expired
            {"state":"QUERY_STATE_FAILED"}                                                   | finished failed
            {"state":"QUERY_STATE_FAILED","error":{"type":"syntax_error"}}                   | finished failed syntaxError anyError
            {"state":"QUERY_STATE_FAILED","error":{"type":"FAILED_TYPE_EXECUTION_FAILED"}}   | finished failed anyError
            {"state":"QUERY_STATE_FAILED","error":{"type":"FAILED_TYPE_EXECUTION_TIMEOUT"}}  | finished failed
            {"state":"QUERY_STATE_ARCHIVED","is_execution_finished":true}                    | finished
            {"state":"QUERY_STATE_FAILED_TWICE"}                                             | ''
            """)
    void holdForTheirStatusAndNoOther(String json, String holding) throws Exception {
        Exchange exchange = new DefaultExchange(camel);
        StatusHeaders.write(
                exchange.getMessage(), new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1"), ExecutionStatus.parse(json));
        exchange.getMessage().setBody("replaced");

        assertThat(namesOfThoseThatHold(exchange)).isEqualTo(holding);
    }

    @Test
    void noneHoldsForAMessageWithoutAStatus() {
        assertThat(namesOfThoseThatHold(new DefaultExchange(camel))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "FAILD", "terminal", "all", "QUERY_STATE_"})
    void refuseANameThatIsNoState(String name) {
        assertThatThrownBy(() -> state("FAILED", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DunePredicates.state");
    }

    @Test
    void refuseToLookForNothing() {
        for (Supplier<Predicate> wrong :
                List.<Supplier<Predicate>>of(() -> state(), () -> errorType(), () -> errorType("a", ""))) {
            assertThatThrownBy(wrong::get)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least one value");
        }
    }

    @Test
    void readAsTheSimpleLanguageWritesThem() {
        assertThat(failed()).hasToString("${header.CamelDuneState} == 'QUERY_STATE_FAILED'");
        assertThat(state("failed", "canceled"))
                .hasToString("${header.CamelDuneState} in 'QUERY_STATE_FAILED,QUERY_STATE_CANCELED'");
        assertThat(finished()).hasToString("${header.CamelDuneExecutionFinished} == true");
    }

    /** Also says of each predicate that its text, as an expression of the simple language, means the same. */
    private static String namesOfThoseThatHold(Exchange exchange) {
        StringBuilder names = new StringBuilder();
        PREDICATES.forEach((name, predicate) -> {
            predicate.init(camel);
            boolean holds = predicate.matches(exchange);
            Predicate simple = camel.resolveLanguage("simple").createPredicate(predicate.toString());
            assertThat(simple.matches(exchange)).as(predicate.toString()).isEqualTo(holds);
            if (holds) {
                names.append(names.isEmpty() ? "" : " ").append(name);
            }
        });
        return names.toString();
    }
}
