package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.stub.Fault;
import io.github.cameldune.watch.store.FailingStore;
import io.github.cameldune.watch.store.MapWatchStore;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer's health check, as Camel's registry shows it. */
class ConsumerHealthTest extends ConsumerTestSupport {

    @BeforeEach
    void enableConsumerChecks() {
        HealthCheckRegistry registry = HealthCheckHelper.getHealthCheckRegistry(context);
        registry.register(registry.resolveById("consumers"));
    }

    private HealthCheck.Result health() {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getCheck().getId().equals("consumer:" + ROUTE))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isUpWhileAskingGoesWell() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();

        consume("executionIds=" + id);

        eventually().until(() -> receiver.of(id).size() == 1);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403})
    void isDownWithTheHttpCodeWhileDuneRefusesTheKeyAndUpAgainWhenItIsAccepted(int code) throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        dune.failAll(Fault.answer(code, "{\"error\":\"refused\"}").forever());
        consume("executionIds=" + id);

        eventually().until(() -> health().getState() == HealthCheck.State.DOWN);
        // the stub notes a request after its answer
        eventually().until(() -> !dune.requests(id).isEmpty());
        int asked = dune.requests(id).size();
        // Camel's polls go on without a request, and it stays down; a 402 for one execution alone only backs off
        eventually()
                .during(java.time.Duration.ofMillis(300))
                .until(() -> health().getState() == HealthCheck.State.DOWN);
        if (code != 402) {
            assertThat(dune.requests(id)).hasSize(asked);
        }
        assertThat(health().getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, code);
        assertThat(health().getError())
                .hasValueSatisfying(error ->
                        assertThat(error).isInstanceOf(DuneApiException.class).hasMessageNotContaining(dune.apiKey()));

        dune.heal();
        send("dune:status", id, Map.of());

        eventually().until(() -> receiver.of(id).size() == 1);
        eventually().until(() -> health().getState() == HealthCheck.State.UP);
    }

    @Test
    void isDownAfterASubmissionWithTheSameKeyFailedAndNamesNoExecution() throws Exception {
        consume("");
        dune.failSubmissions(Fault.forbidden());

        assertThatThrownBy(() -> context.createProducerTemplate().sendBody("dune:sql", "SELECT 1"))
                .hasCauseInstanceOf(DuneUnauthorizedException.class);

        assertThat(health().getError()).hasValueSatisfying(error -> assertThat(error)
                .isInstanceOfSatisfying(DuneUnauthorizedException.class, refused -> assertThat(refused.getExecutionId())
                        .isNull())
                .hasMessageContaining("about SQL"));
    }

    @Test
    void isUpThoughOneExecutionIsUnknown() throws Exception {
        String unknown = dune.execution().completed().start();
        dune.fail(unknown, Fault.notFound().forever());
        String id = dune.execution().stays("EXECUTING").start();

        consume("executionIds=" + id + "," + unknown);

        eventually().until(() -> dune.requests(unknown).size() == 3);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void isDownWhileTheStoreCannotBeReadAndUpAfterwards() throws Exception {
        FailingStore failing = new FailingStore(new MapWatchStore(store)).reads(false);
        context.getRegistry().bind("failing", failing);
        consume("watchStore=#failing&watchStoreRefresh=50");

        eventually().until(() -> health().getState() == HealthCheck.State.DOWN);
        failing.reads(true);

        eventually().until(() -> health().getState() == HealthCheck.State.UP);
    }
}
