package io.github.cameldune;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

/** The samples of Dune's page "Get Execution Status", and what a message carries of them: these headers and no other. */
class StatusHeadersTest extends SharedContextTestSupport {

    @Test
    void carriesTheSampleOfACompletedExecution() throws IOException {
        String id = "01HKZJ2683PHF9Q9PHHQ8FW4Q1";

        Message message = statusOf(id, sample("completed.json"));

        assertThat(message.getHeaders())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        entry("CamelDuneExecutionId", id),
                        entry("CamelDuneQueryId", 3493826L),
                        entry("CamelDuneState", "QUERY_STATE_COMPLETED"),
                        entry("CamelDuneExecutionFinished", true),
                        entry("CamelDuneSubmittedAt", "2025-10-22T10:31:04.222464Z"),
                        entry("CamelDuneExpiresAt", "2026-01-20T10:31:04.36241Z"),
                        entry("CamelDuneExecutionStartedAt", "2025-10-22T10:31:05.123456Z"),
                        entry("CamelDuneExecutionEndedAt", "2025-10-22T10:31:15.789012Z"),
                        entry("CamelDuneExecutionCostCredits", 10.0)));
    }

    @Test
    void carriesTheSampleOfAFailedExecution() throws IOException {
        String id = "01K85QHSS0RBGW4BHDM0RFCG9C";

        Message message = statusOf(id, sample("failed.json"));

        assertThat(message.getHeaders())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        entry("CamelDuneExecutionId", id),
                        entry("CamelDuneQueryId", 6012998L),
                        entry("CamelDuneState", "QUERY_STATE_FAILED"),
                        entry("CamelDuneExecutionFinished", true),
                        entry("CamelDuneErrorType", "FAILED_TYPE_EXECUTION_FAILED"),
                        entry(
                                "CamelDuneErrorMessage",
                                "line 1:8: Column 'x' cannot be resolved at line 1, position 8. Please verify that this"
                                        + " column exists using the data explorer. Learn how to use the data explorer"
                                        + " here: https://dune.com/docs/app/query-editor/data-explorer/ [Execution ID:"
                                        + " 01K85QHSS0RBGW4BHDM0RFCG9C]"),
                        entry("CamelDuneErrorLine", 1),
                        entry("CamelDuneErrorColumn", 8),
                        entry("CamelDuneSubmittedAt", "2025-10-22T10:31:04.222464Z"),
                        entry("CamelDuneExpiresAt", "2026-01-20T10:31:04.36241Z"),
                        entry("CamelDuneExecutionCostCredits", 0.0)));
    }

    @Test
    void carriesEveryFieldThatTheOpenApiFileNames() throws IOException {
        String id = "01HKZJ2683PHF9Q9PHHQ8FW4Q1";
        String time = "2024-12-20T11:04:18.724658237Z";

        Message message = statusOf(id, sample("every-field.json"));

        assertThat(message.getHeaders())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        entry("CamelDuneExecutionId", id),
                        entry("CamelDuneQueryId", 1234L),
                        entry("CamelDuneState", "QUERY_STATE_COMPLETED"),
                        entry("CamelDuneExecutionFinished", true),
                        entry("CamelDuneErrorType", "syntax_error"),
                        entry("CamelDuneErrorMessage", "Error: Line 1:1: mismatched input 'selecdt'"),
                        entry("CamelDuneErrorLine", 10),
                        entry("CamelDuneErrorColumn", 73),
                        entry("CamelDuneSubmittedAt", time),
                        entry("CamelDuneExecutionStartedAt", time),
                        entry("CamelDuneExecutionEndedAt", time),
                        entry("CamelDuneCancelledAt", time),
                        entry("CamelDuneExpiresAt", time),
                        entry("CamelDuneExecutionCostCredits", 0.25),
                        entry("CamelDuneQueuePosition", 1L),
                        entry("CamelDuneMaxInflightInteractiveExecutions", 3L),
                        entry("CamelDuneMaxInflightInteractiveReached", 5L),
                        entry("CamelDuneTotalRowCount", 1000L),
                        entry("CamelDuneTotalResultSetBytes", 10_000L),
                        entry("CamelDuneDatapointCount", 3000L)));
    }

    @Test
    void carriesTheSmallestRealBody() {
        String id = "01HKZJ2683PHF9Q9PHHQ8FW4Q2";

        Message message = statusOf(
                id,
                "{\"execution_id\":\"" + id + "\",\"query_id\":1,\"state\":\"QUERY_STATE_PENDING\","
                        + "\"queue_position\":1,\"submitted_at\":\"2025-10-22T10:31:04Z\"}");

        assertThat(message.getHeaders())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "CamelDuneExecutionId",
                        id,
                        "CamelDuneQueryId",
                        1L,
                        "CamelDuneState",
                        "QUERY_STATE_PENDING",
                        "CamelDuneExecutionFinished",
                        false,
                        "CamelDuneQueuePosition",
                        1L,
                        "CamelDuneSubmittedAt",
                        "2025-10-22T10:31:04Z"));
    }

    @Test
    void removesWhatAnEarlierStatusLeftAndNothingElse() throws IOException {
        Map<String, Object> message = new HashMap<>(statusOf("01HKZJ2683PHF9Q9PHHQ8FW4Q1", sample("every-field.json"))
                .getHeaders());
        String id = dune.execution().queryId(7).stays("EXECUTING").start();
        message.put("CamelDuneExecutionId", id);
        message.put("OrderNumber", "4711");

        Message next = context.send("dune:status", message).getMessage();

        assertThat(next.getHeaders())
                .containsOnlyKeys(
                        "OrderNumber",
                        "CamelDuneExecutionId",
                        "CamelDuneQueryId",
                        "CamelDuneState",
                        "CamelDuneExecutionFinished",
                        "CamelDuneSubmittedAt",
                        "CamelDuneExecutionStartedAt")
                .containsEntry("OrderNumber", "4711")
                .containsEntry("CamelDuneQueryId", 7L)
                .containsEntry("CamelDuneState", "QUERY_STATE_EXECUTING");
    }

    @Test
    void hasTheAnswerAsTextExactlyAsSent() throws IOException {
        String sent = sample("failed.json")
                .replace("\"error\": {", "\"added_later\" :\t[1.0, \"\\u00e9 ü 雪\"],\n\"error\": {");

        Object body = statusOf("01K85QHSS0RBGW4BHDM0RFCG9C", sent).getBody();

        assertThat(body).isEqualTo(sent);
    }

    private static Message statusOf(String id, String answer) {
        dune.execution().id(id).body(answer).start();
        Exchange exchange = context.send("dune:status", id);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    private static String sample(String name) throws IOException {
        try (InputStream in = StatusHeadersTest.class.getResourceAsStream("samples/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
