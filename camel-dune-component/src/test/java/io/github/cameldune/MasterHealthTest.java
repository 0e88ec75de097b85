package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.DefaultConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind {@code master:}, where Camel knows the outer consumer only. */
class MasterHealthTest extends ConsumerTestSupport {

    @TempDir
    Path locks;

    private HealthCheck.Result health() {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getCheck().getId().equals("consumer:" + ROUTE))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theRouteIsDownWhileDuneRefusesTheKeyOfTheLeader() throws Exception {
        HealthCheckRegistry registry = HealthCheckHelper.getHealthCheckRegistry(context);
        registry.register(registry.resolveById("consumers"));
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(locks.toString());
        cluster.setAcquireLockDelay(100, TimeUnit.MILLISECONDS);
        cluster.setAcquireLockInterval(100, TimeUnit.MILLISECONDS);
        context.addService(cluster);
        String id = dune.execution().stays("EXECUTING").start();
        dune.failAll(Fault.unauthorized().forever());

        RouteBuilder.addRoutes(context, routes -> routes.from("master:ns:" + QUICK + "&executionIds=" + id)
                .routeId(ROUTE)
                .process(receiver));

        assertThat(health().getState()).as("before it leads").isEqualTo(HealthCheck.State.UP);
        // Camel's own check is down for a moment as well, until the first poll
        eventually().untilAsserted(() -> assertThat(health()).satisfies(down -> {
            assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(down.getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 401);
            assertThat(down.getMessage().orElse("")).contains("route", ROUTE);
        }));

        dune.heal();
        send("dune:status", id, Map.of());
        eventually().until(() -> health().getState() == HealthCheck.State.UP);
        eventually().until(() -> receiver.of(id).size() == 1);

        DefaultConsumer master = (DefaultConsumer) context.getRoute(ROUTE).getConsumer();
        assertThat(master.getHealthCheck()).isNotNull();
        stopRoute();
        assertThat(master.getHealthCheck()).as("no longer the leader").isNull();
    }
}
