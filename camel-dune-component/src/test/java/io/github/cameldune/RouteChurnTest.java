package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.internal.context.DuneContext;
import io.github.cameldune.internal.management.Monitor;
import io.github.cameldune.stub.DuneStub;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Starting and stopping routes, and adding and removing them, again and again, leaves nothing behind.
 */
class RouteChurnTest {

    private static final int SOME = 60;
    private static final int A_THOUSAND = 1_000;
    private static final int WARM = 20;

    /** Of heap: what the JVM itself adds, for all times together and for each, which is less than any watch takes. */
    private static final long MOST_BYTES = 1_500_000;

    private static final long MOST_BYTES_EACH = 1_000;

    /** Threads and connections by which the shared pools, and those of the stub, may be fuller than at the first look. */
    private static final int POOLS = 30;

    private DuneStub dune;
    private DefaultCamelContext camel;

    @BeforeEach
    void start() {
        dune = DuneStub.builder().keepRequests(0).start();
        camel = new DefaultCamelContext();
        DuneComponent component = new DuneComponent();
        component.getConfiguration().setBaseUrl(dune.baseUrl());
        component.getConfiguration().setApiKey(dune.apiKey());
        camel.addComponent("dune", component);
        HealthCheckRegistry registry = HealthCheckHelper.getHealthCheckRegistry(camel);
        registry.register(registry.resolveById("consumers"));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        dune.close();
    }

    @Test
    void leavesNothingBehindOfARouteThatIsStoppedAndStarted() throws Exception {
        stopAndStart(SOME);
    }

    @Test
    @Tag("soak")
    void leavesNothingBehindOfARouteThatIsStoppedAndStartedAThousandTimes() throws Exception {
        stopAndStart(A_THOUSAND);
    }

    @Test
    void leavesNothingBehindOfARouteThatIsAddedAndRemoved() throws Exception {
        addAndRemove(SOME);
    }

    @Test
    @Tag("soak")
    void leavesNothingBehindOfARouteThatIsAddedAndRemovedAThousandTimes() throws Exception {
        addAndRemove(A_THOUSAND);
    }

    private void stopAndStart(int times) throws Exception {
        add(
                "again",
                "dune:status?initialDelay=0&delay=1&executionIds="
                        + dune.execution().stays("EXECUTING").start());
        expectNothingLeft(times, () -> {
            camel.getRouteController().stopRoute("again");
            camel.getRouteController().startRoute("again");
        });
    }

    private void addAndRemove(int times) throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        expectNothingLeft(times, () -> {
            add("anew", "dune:status?initialDelay=0&delay=1&executionIds=" + id);
            camel.createProducerTemplate().sendBodyAndHeader("dune:status", null, "CamelDuneExecutionId", id);
            camel.getRouteController().stopRoute("anew");
            camel.removeRoute("anew");
        });
    }

    private void add(String id, String uri) throws Exception {
        RouteBuilder.addRoutes(camel, routes -> routes.from(uri)
                .errorHandler(routes.noErrorHandler())
                .routeId(id)
                .to("log:none?level=OFF"));
    }

    /** One time of many. */
    private interface Time {
        void once() throws Exception;
    }

    private void expectNothingLeft(int times, Time time) throws Exception {
        repeat(WARM, time);
        Map<String, Integer> before = counts();
        long heapBefore = usedHeap();
        repeat(times, time);

        assertThat(usedHeap() - heapBefore).as("bytes").isLessThan(MOST_BYTES + times * MOST_BYTES_EACH);
        Map<String, Integer> after = counts();
        assertThat(after.remove("threads")).as("threads").isLessThanOrEqualTo(before.remove("threads") + POOLS);
        assertThat(after.remove("open files and sockets"))
                .as("open files and sockets")
                .isLessThanOrEqualTo(before.remove("open files and sockets") + POOLS);
        assertThat(after).isEqualTo(before);
    }

    private static void repeat(int times, Time time) throws Exception {
        for (int i = 0; i < times; i++) {
            time.once();
        }
    }

    private Map<String, Integer> counts() throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        counts.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
        counts.put("MBeans", ManagementFactory.getPlatformMBeanServer().getMBeanCount());
        counts.put("endpoints", camel.getEndpoints().size());
        counts.put("health checks", HealthCheckHelper.invoke(camel, "full").size());
        counts.put(
                "event notifiers",
                camel.getManagementStrategy().getEventNotifiers().size());
        counts.put("routes", camel.getRoutesSize());
        Monitor shown = DuneContext.of(camel).monitor();
        counts.put("consumers shown", shown.consumers().size());
        counts.put("keys shown", shown.keys().size());
        // Linux tells; elsewhere nothing is counted
        String[] files = new File("/proc/self/fd").list();
        counts.put("open files and sockets", files == null ? 0 : files.length);
        return counts;
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
