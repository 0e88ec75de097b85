package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The health check of producers, as Camel's registry shows it. */
class ProducerHealthTest extends StubTestSupport {

    private final DuneTestContext context = new DuneTestContext(dune);
    private final String id = dune.execution().stays("EXECUTING").start();

    @AfterEach
    void stop() {
        context.close();
    }

    /** As with {@code camel.health.producers-enabled=true}. */
    private void enableProducers() {
        HealthCheckRegistry registry = HealthCheckHelper.getHealthCheckRegistry(context.camel());
        HealthCheckRepository producers = (HealthCheckRepository) registry.resolveById("producers");
        producers.setEnabled(true);
        registry.register(producers);
    }

    private Optional<HealthCheck.Result> health(String uri) {
        return HealthCheckHelper.invoke(context.camel()).stream()
                .filter(result -> result.getCheck().getId().equals("producer:" + uri))
                .findFirst();
    }

    private HealthCheck.Result health() {
        return health("dune://status").orElseThrow();
    }

    @Test
    void isThereOnlyWhereCamelsProducerChecksAreEnabled() {
        context.send("dune:status", id);
        assertThat(health("dune://status")).isEmpty();

        enableProducers();

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails()).containsKey("dune.last.answer");
    }

    @Test
    void goesByTheLastRequestAndMakesNone() {
        enableProducers();
        context.send("dune:status", id);
        dune.fail(id, Fault.forbidden());
        context.send("dune:status", id);
        long requests = dune.requestCount();

        HealthCheck.Result down = health();

        assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(down.getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 403);
        assertThat(down.getDetails()).containsEntry(HealthCheck.ENDPOINT_URI, "dune://status");
        assertThat(down.getMessage()).hasValueSatisfying(message -> assertThat(message)
                .startsWith("The last request to Dune failed: Dune answered 403")
                .doesNotContain(dune.apiKey()));
        assertThat(dune.requestCount()).isEqualTo(requests);
        context.send("dune:status", id);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void isUpThoughOneExecutionAmongOthersMeetsTheBillingLimit() {
        enableProducers();
        context.send("dune:status", id);
        dune.fail(id, Fault.paymentRequired());

        context.send("dune:status", id);

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void isDownWithoutAConnectionAndUpThoughAnExecutionIsUnknown() {
        enableProducers();
        // only an address that has answered a status is believed that it does not know an execution
        context.send("dune:status", id);
        // once more, since a connection that was kept may have been closed meanwhile
        dune.fail(id, Fault.reset().times(2));
        context.send("dune:status", id);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getError()).containsInstanceOf(java.io.IOException.class);
        assertThat(health().getDetails()).doesNotContainKey(HealthCheck.HTTP_RESPONSE_CODE);

        dune.fail(id, Fault.notFound());
        context.send("dune:status", id);

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void hearsOfTheRequestsOfOthersWithTheSameKey() throws Exception {
        enableProducers();
        String uri = "dune:status?executionId=" + id;
        context.send(uri, Map.of());
        dune.fail(id, Fault.forbidden());

        context.send("dune:status", id);

        assertThat(health("dune://status?executionId=" + id).orElseThrow().getState())
                .isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void canBeDisabledOnTheComponent() {
        enableProducers();
        context.camel().getComponent("dune", DuneComponent.class).setHealthCheckProducerEnabled(false);
        context.send("dune:status", id);

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UNKNOWN);
    }

    @Test
    void isNoneOfLiveness() {
        enableProducers();
        dune.fail(id, Fault.unauthorized());
        context.send("dune:status", id);

        assertThat(HealthCheckHelper.invokeLiveness(context.camel()))
                .noneMatch(result -> result.getCheck().getId().startsWith("producer:"));
        assertThat(HealthCheckHelper.invokeReadiness(context.camel()))
                .anyMatch(result -> result.getCheck().getId().startsWith("producer:"));
    }
}
