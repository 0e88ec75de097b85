package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.StubExecutionBuilder;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Dune's service, its clients and its older samples do beside the page: nothing of it may break a route. */
class StatusOdditiesTest extends SharedContextTestSupport {

    private static final long BEYOND_INT = 5_000_000_000L;

    @Test
    void readsBothSpellingsOfCancelledAsOne() {
        Message service = statusOf(dune.execution().cancelled());
        Message page = statusOf(dune.execution().canceled());

        assertThat(service.getBody(String.class)).contains("QUERY_STATE_CANCELLED");
        assertThat(page.getBody(String.class)).contains("QUERY_STATE_CANCELED");
        assertThat(service.getHeaders())
                .containsEntry("CamelDuneState", "QUERY_STATE_CANCELED")
                .containsKey("CamelDuneCancelledAt");
        assertThat(page.getHeaders()).containsEntry("CamelDuneState", "QUERY_STATE_CANCELED");
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, false",
        "EXECUTING, false",
        "FAILED, true",
        "COMPLETED, true",
        "CANCELED, true",
        "CANCELLED, true",
        "EXPIRED, true",
        "COMPLETED_PARTIAL, true",
        "SOMETHING_NEW, false"
    })
    void derivesWhetherItIsFinishedFromTheStateWhereDuneLeavesItOut(String state, boolean finished) {
        Message message =
                statusOf(dune.execution().without("is_execution_finished").stays(state));

        assertThat(message.getHeader("CamelDuneExecutionFinished")).isEqualTo(finished);
    }

    @Test
    void believesDuneAboutTheEndOfAnUnknownStateAndPassesItsNameOn() {
        Message message =
                statusOf(dune.execution().field("is_execution_finished", true).stays("QUERY_STATE_ARCHIVED"));

        assertThat(message.getHeaders())
                .containsEntry("CamelDuneState", "QUERY_STATE_ARCHIVED")
                .containsEntry("CamelDuneExecutionFinished", true);
    }

    @Test
    void passesAStateOnWithoutThePrefixAsItWasSent() {
        Message message = statusOf(dune.execution().field("state", "paused").stays("EXECUTING"));

        assertThat(message.getHeader("CamelDuneState")).isEqualTo("paused");
    }

    @Test
    void readsTheQueryOfSqlThatIsNoSavedQueryAsZero() {
        assertThat(statusOf(dune.execution().queryId(0).completed()).getHeader("CamelDuneQueryId"))
                .isEqualTo(0L);
    }

    @Test
    void leavesTheQueryOutWhenItIsNullOrAbsent() {
        assertThat(statusOf(dune.execution().field("query_id", null).completed())
                        .getHeaders())
                .doesNotContainKey("CamelDuneQueryId");
        assertThat(statusOf(dune.execution().without("query_id").completed()).getHeaders())
                .doesNotContainKey("CamelDuneQueryId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2025-10-22T10:31:04Z",
                "2026-01-20T10:31:04.36241Z",
                "2025-10-22T10:31:04.222464Z",
                "2024-12-20T11:04:18.724658237Z",
                "2025-10-22T10:31:04.222464+02:00",
                "tomorrow"
            })
    void passesTimestampsOnAsSent(String time) {
        Message message = statusOf(dune.execution()
                .field("expires_at", time)
                .field("submitted_at", time)
                .stays("EXECUTING"));

        assertThat(message.getHeaders())
                .containsEntry("CamelDuneExpiresAt", time)
                .containsEntry("CamelDuneSubmittedAt", time);
    }

    @Test
    void readsNumbersBeyondThirtyTwoBits() {
        Message message = statusOf(dune.execution()
                .queryId(BEYOND_INT)
                .field("queue_position", 33_894)
                .field(
                        "result_metadata",
                        Map.of("total_row_count", BEYOND_INT, "total_result_set_bytes", Long.MAX_VALUE))
                .stays("PENDING"));

        assertThat(message.getHeaders())
                .containsEntry("CamelDuneQueryId", BEYOND_INT)
                .containsEntry("CamelDuneQueuePosition", 33_894L)
                .containsEntry("CamelDuneTotalRowCount", BEYOND_INT)
                .containsEntry("CamelDuneTotalResultSetBytes", Long.MAX_VALUE)
                .doesNotContainKey("CamelDuneDatapointCount");
    }

    @Test
    void readsCreditsAsADecimalWhetherOrNotTheyHaveAFraction() {
        assertThat(credits(0.25)).isEqualTo(0.25);
        assertThat(credits(10)).isEqualTo(10.0);
    }

    @Test
    void readsAnErrorWithoutAPlaceAndAnErrorThatIsText() {
        Message withoutPlace = statusOf(dune.execution().failed("FAILED_TYPE_EXECUTION_TIMEOUT", "too long"));
        Message text = statusOf(dune.execution().failed().field("error", "went wrong"));

        assertThat(withoutPlace.getHeaders())
                .containsEntry("CamelDuneErrorType", "FAILED_TYPE_EXECUTION_TIMEOUT")
                .containsEntry("CamelDuneErrorMessage", "too long")
                .doesNotContainKeys("CamelDuneErrorLine", "CamelDuneErrorColumn");
        assertThat(text.getHeaders())
                .containsEntry("CamelDuneState", "QUERY_STATE_FAILED")
                .containsEntry("CamelDuneErrorMessage", "went wrong")
                .doesNotContainKey("CamelDuneErrorType");
    }

    @Test
    void leavesOutFieldsOfOddTypesAndKeepsTheState() {
        Message message = statusOf(dune.execution()
                .field("query_id", "twelve")
                .field("is_execution_finished", "yes")
                .field("submitted_at", 1_700_000_000)
                .field("expires_at", List.of())
                .field("execution_cost_credits", "free")
                .field("queue_position", 1.5)
                .field("error", List.of("a", "b"))
                .field("result_metadata", "none")
                .field("max_inflight_interactive_reached", Map.of("a", 1))
                .stays("FAILED"));

        assertThat(message.getHeaders())
                .containsOnlyKeys("CamelDuneExecutionId", "CamelDuneState", "CamelDuneExecutionFinished")
                .containsEntry("CamelDuneState", "QUERY_STATE_FAILED")
                .containsEntry("CamelDuneExecutionFinished", true);
    }

    @Test
    void keepsUnknownFieldsInTheBodyAndOutOfTheHeaders() {
        Message message = statusOf(dune.execution()
                .field("CamelHttpUri", "http://elsewhere.invalid/")
                .field("added_later", Map.of("deep", List.of(1, 2)))
                .stays("PENDING"));

        assertThat(message.getBody(String.class)).contains("\"added_later\":{\"deep\":[1,2]}");
        assertThat(message.getHeaders().keySet()).allMatch(name -> name.startsWith("CamelDune"));
    }

    @Test
    void takesTheExecutionFromTheRequestWhereTheAnswerNamesNone() {
        String id = dune.execution().without("execution_id").stays("PENDING").start();

        assertThat(context.send("dune:status", id).getMessage().getHeaders())
                .containsEntry("CamelDuneExecutionId", id)
                .containsEntry("CamelDuneState", "QUERY_STATE_PENDING");
    }

    private static Object credits(Object sent) {
        return statusOf(dune.execution().completed().field("execution_cost_credits", sent))
                .getHeader("CamelDuneExecutionCostCredits");
    }

    private static Message statusOf(StubExecutionBuilder execution) {
        Exchange exchange = context.send("dune:status", execution.start());
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }
}
