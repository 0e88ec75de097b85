package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldune.Receiver.Received;
import io.github.cameldune.client.ExecutionStatus;
import java.util.List;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** One exchange for each transition, with all that it has to tell. */
class ConsumerTransitionsTest extends ConsumerTestSupport {

    @Test
    void emitsOneExchangePerTransitionHoweverOftenAStateIsSeen() throws Exception {
        String id = dune.execution()
                .state("PENDING", 3)
                .state("EXECUTING", 3)
                .completed()
                .start();

        consume("executionIds=" + id);

        eventually().until(() -> receiver.states(id).contains("COMPLETED"));
        assertThat(receiver.states(id)).containsExactly("PENDING", "EXECUTING", "COMPLETED");
        assertThat(dune.requests(id)).hasSize(7);
    }

    @Test
    void namesThePreviousStateAndTheTransition() throws Exception {
        String id =
                dune.execution().state("PENDING").state("EXECUTING").completed().start();

        consume("executionIds=" + id);

        eventually().until(() -> receiver.of(id).size() == 3);
        assertThat(receiver.of(id))
                .extracting(Received::previousState)
                .containsExactly(null, "QUERY_STATE_PENDING", "QUERY_STATE_EXECUTING");
        assertThat(receiver.of(id))
                .extracting(Received::eventId)
                .containsExactly(
                        id + ":QUERY_STATE_PENDING", id + ":QUERY_STATE_EXECUTING", id + ":QUERY_STATE_COMPLETED");
    }

    @Test
    void carriesEachFieldOfTheContractAsHeaderAndNothingElse() throws Exception {
        String id = dune.execution()
                .queryId(4_242)
                .failed("syntax_error", "Error: Line 3:14: mismatched input", 3, 14)
                .field("submitted_at", "2026-01-01T00:00:00.123456789Z")
                .field("execution_started_at", "2026-01-01T00:00:01Z")
                .field("execution_ended_at", "2026-01-01T00:00:02Z")
                .field("cancelled_at", "2026-01-01T00:00:03Z")
                .field("expires_at", "1970-01-01T00:00:00Z")
                .field("execution_cost_credits", 0.25)
                .field("queue_position", 33_894)
                .field("max_inflight_interactive_executions", 3)
                .field("max_inflight_interactive_reached", 5_000_000_000L)
                .field("brand_new_field", "kept in the body")
                .start();

        consume("executionIds=" + id);

        eventually().until(() -> receiver.of(id).size() == 1);
        Received only = receiver.of(id).get(0);
        assertThat(only.headers())
                .containsEntry("CamelDuneExecutionId", id)
                .containsEntry("CamelDuneQueryId", 4_242L)
                .containsEntry("CamelDuneState", "QUERY_STATE_FAILED")
                .containsEntry("CamelDuneExecutionFinished", true)
                .containsEntry("CamelDuneErrorType", "syntax_error")
                .containsEntry("CamelDuneErrorMessage", "Error: Line 3:14: mismatched input")
                .containsEntry("CamelDuneErrorLine", 3)
                .containsEntry("CamelDuneErrorColumn", 14)
                .containsEntry("CamelDuneSubmittedAt", "2026-01-01T00:00:00.123456789Z")
                .containsEntry("CamelDuneExecutionStartedAt", "2026-01-01T00:00:01Z")
                .containsEntry("CamelDuneExecutionEndedAt", "2026-01-01T00:00:02Z")
                .containsEntry("CamelDuneCancelledAt", "2026-01-01T00:00:03Z")
                .containsEntry("CamelDuneExpiresAt", "1970-01-01T00:00:00Z")
                .containsEntry("CamelDuneExecutionCostCredits", 0.25)
                .containsEntry("CamelDuneQueuePosition", 33_894L)
                .containsEntry("CamelDuneMaxInflightInteractiveExecutions", 3L)
                .containsEntry("CamelDuneMaxInflightInteractiveReached", 5_000_000_000L)
                .containsEntry("CamelDuneEventId", id + ":QUERY_STATE_FAILED")
                .hasSize(18);
        assertThat(only.body()).isInstanceOf(String.class);
        assertThat(new ObjectMapper().readTree((String) only.body()).get("brand_new_field"))
                .hasToString("\"kept in the body\"");
    }

    @Test
    void carriesTheBodyExactlyAsDuneSentItAndConvertsIt() throws Exception {
        String sent = "{ \"state\":\"QUERY_STATE_COMPLETED\" ,\n\t\"ü\":\"☃\", \"query_id\": 0, \"n\":1.50 }";
        String id = dune.execution().body(sent).start();
        List<ExecutionStatus> converted = new java.util.concurrent.CopyOnWriteArrayList<>();
        receiver.then(exchange -> converted.add(exchange.getMessage().getBody(ExecutionStatus.class)));

        consume("executionIds=" + id);

        eventually().until(() -> converted.size() == 1);
        assertThat(receiver.of(id).get(0).body()).isEqualTo(sent);
        assertThat(converted.get(0).queryId()).isZero();
    }

    @Test
    void letsUnknownStatesFlowThroughAndSpellsCancelledAsThePageDoes() throws Exception {
        String id = dune.execution()
                .state("QUERY_STATE_OPTIMISING")
                .state("QUERY_STATE_REHEATED")
                .cancelled()
                .start();

        consume("executionIds=" + id);

        eventually().until(() -> receiver.states(id).size() == 3);
        assertThat(receiver.states(id)).containsExactly("OPTIMISING", "REHEATED", "CANCELED");
        assertThat((String) receiver.of(id).get(2).body()).contains("QUERY_STATE_CANCELLED");
    }

    @Test
    void endsAtAStateThatOnlyDuneCallsFinished() throws Exception {
        String id = dune.execution()
                .state("EXECUTING")
                .stays("QUERY_STATE_ARCHIVED")
                .field("is_execution_finished", true)
                .start();

        consume("watchStore=#shared&watchList=a");
        send("dune:watch?watchStore=#shared&watchList=a", id, java.util.Map.of());

        eventually().until(this::isNothingWatched);
        assertThat(receiver.states(id)).containsExactly("EXECUTING", "ARCHIVED");
    }

    @Test
    void worksTheSameFromYaml() throws Exception {
        String id = dune.execution().state("EXECUTING").failed().start();
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("watching.yaml", """
                        - route:
                            id: watching
                            from:
                              uri: dune:status
                              parameters:
                                executionIds: "%s"
                                delay: 50
                                initialDelay: 0
                                adaptive: false
                              steps:
                                - choice:
                                    when:
                                      - simple: "${header.CamelDuneState} == 'QUERY_STATE_FAILED'"
                                        steps:
                                          - setHeader:
                                              name: branch
                                              simple: "failed: ${header.CamelDuneErrorType}"
                                - process:
                                    ref: receiver
                        """.formatted(id)));

        eventually().until(() -> receiver.of(id).size() == 2);
        assertThat(receiver.states(id)).containsExactly("EXECUTING", "FAILED");
        assertThat(receiver.of(id).get(0).headers()).doesNotContainKey("branch");
        assertThat(receiver.of(id).get(1).headers()).containsEntry("branch", "failed: FAILED_TYPE_EXECUTION_FAILED");
    }
}
