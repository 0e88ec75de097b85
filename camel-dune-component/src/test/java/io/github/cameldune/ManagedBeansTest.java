package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the platform's MBean server has of endpoints and consumers: what JConsole and Hawtio show. */
class ManagedBeansTest {

    private static DuneStub dune;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Receiver receiver = new Receiver();
    private DefaultCamelContext context;

    @BeforeAll
    static void startDune() {
        dune = DuneStub.start();
    }

    @AfterAll
    static void stopDune() {
        dune.close();
    }

    @BeforeEach
    void start() throws Exception {
        context = new DefaultCamelContext();
        DuneConfiguration configuration =
                context.getComponent("dune", DuneComponent.class).getConfiguration();
        configuration.setBaseUrl(dune.baseUrl());
        configuration.setApiKey(dune.apiKey());
        RouteBuilder.addRoutes(context, routes -> {
            // so seldom that what is asked in a test is asked because somebody wanted it
            routes.from("dune:status?initialDelay=0&delay=600000&maxPollInterval=600000")
                    .routeId("watching")
                    .process(receiver);
            routes.from("direct:await").to("dune:await");
            routes.from("direct:elsewhere").to("dune:watch?watchList=elsewhere");
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private ObjectName bean(String type, String contains) throws Exception {
        Set<ObjectName> all = server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=" + type + ",*"),
                null);
        return all.stream()
                .filter(name -> name.getKeyProperty("name").contains(contains))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + contains + " among " + all));
    }

    private ObjectName consumer() throws Exception {
        return bean("consumers", "DuneConsumer");
    }

    private ObjectName endpoint() throws Exception {
        return bean("endpoints", "dune://status");
    }

    private Object call(ObjectName bean, String operation, String... arguments) throws Exception {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, "java.lang.String");
        return server.invoke(bean, operation, arguments, signature);
    }

    private TreeMap<String, Long> counts(ObjectName bean, String attribute) throws Exception {
        TreeMap<String, Long> counts = new TreeMap<>();
        for (Object row : ((TabularData) server.getAttribute(bean, attribute)).values()) {
            CompositeData data = (CompositeData) row;
            counts.put((String) data.get("name"), (Long) data.get("count"));
        }
        return counts;
    }

    @Test
    void describesItsAttributesAndOperationsBesideThoseThatCamelHas() throws Exception {
        for (ObjectName bean : List.of(consumer(), endpoint())) {
            MBeanInfo info = server.getMBeanInfo(bean);
            assertThat(info.getOperations()).extracting("name").contains("watch", "unwatch", "askNow", "askAllNow");
            assertThat(Stream.of(info.getOperations()).filter(one -> Set.of("watch", "unwatch", "askNow", "askAllNow")
                            .contains(one.getName())))
                    .allSatisfy(one -> assertThat(one.getDescription()).contains(" "));
        }
        assertThat(server.getMBeanInfo(endpoint()).getAttributes())
                .extracting("name")
                .contains("Requests", "RequestsByOutcome", "BudgetLimit", "BudgetPausedUntil", "EndpointUri", "State");
        assertThat(server.getMBeanInfo(consumer()).getAttributes())
                .extracting("name")
                .contains("Watches", "TransitionsByState", "DetectionDelayMeanMillis", "RouteId", "Delay");
    }

    @Test
    void watchesAsksNowAndUnwatches() throws Exception {
        String id = dune.execution().state("PENDING").stays("EXECUTING").start();

        assertThat(call(endpoint(), "watch", id)).isEqualTo(true);
        assertThat(call(consumer(), "watch", id)).as("it is being watched").isEqualTo(false);
        assertThat(server.getAttribute(consumer(), "Watches")).isEqualTo(1);
        assertThat(call(consumer(), "askNow", id)).isEqualTo(true);
        ConsumerTestSupport.eventually().until(() -> receiver.states(id).equals(List.of("PENDING")));
        assertThat(call(endpoint(), "askAllNow")).isEqualTo(1);
        ConsumerTestSupport.eventually().until(() -> receiver.states(id).equals(List.of("PENDING", "EXECUTING")));

        assertThat(counts(consumer(), "TransitionsByState"))
                .containsEntry("PENDING", 1L)
                .containsEntry("EXECUTING", 1L);
        assertThat(server.getAttribute(consumer(), "ExchangesBegun")).isEqualTo(2L);
        assertThat(counts(endpoint(), "RequestsByOutcome")).containsExactly(Map.entry("2xx", 2L));
        assertThat(server.getAttribute(endpoint(), "Requests")).isEqualTo(2L);
        TabularData watches =
                (TabularData) server.invoke(consumer(), "listWatches", new Object[] {10}, new String[] {"int"});
        assertThat(watches.get(new Object[] {id}).get("state")).isEqualTo("QUERY_STATE_EXECUTING");

        assertThat(call(endpoint(), "unwatch", id)).isEqualTo(true);
        assertThat(call(consumer(), "unwatch", id)).as("it is gone").isEqualTo(false);
        assertThat(server.getAttribute(consumer(), "Watches")).isEqualTo(0);
        assertThat(call(consumer(), "askNow", id)).isEqualTo(false);
    }

    /** Camel has no bean of the consumer that {@code master:} makes; the endpoint has the same operations. */
    @Test
    void theEndpointBehindMasterWatchesAndAsksNow(@TempDir Path locks) throws Exception {
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(locks.toString());
        cluster.setAcquireLockDelay(100, TimeUnit.MILLISECONDS);
        cluster.setAcquireLockInterval(100, TimeUnit.MILLISECONDS);
        context.addService(cluster);
        RouteBuilder.addRoutes(context, routes -> routes.from(
                        "master:ns:dune:status?watchList=led&initialDelay=0&delay=600000&maxPollInterval=600000")
                .routeId("led")
                .process(receiver));
        String id = dune.execution().stays("EXECUTING").start();
        ObjectName led = bean("endpoints", "watchList=led");

        assertThat(call(led, "watch", id)).isEqualTo(true);
        // an exception until it leads
        ConsumerTestSupport.eventually().ignoreExceptions().until(() -> Boolean.TRUE.equals(call(led, "askNow", id)));

        ConsumerTestSupport.eventually().until(() -> receiver.states(id).equals(List.of("EXECUTING")));
    }

    @Test
    void refusesAnIdThatIsNoneWithAnExceptionThatAnyConsoleCanRead() throws Exception {
        for (ObjectName bean : List.of(consumer(), endpoint())) {
            for (String operation : List.of("watch", "unwatch", "askNow")) {
                for (String wrong : new String[] {"../sql/execute", "", null}) {
                    assertThatThrownBy(() -> call(bean, operation, wrong))
                            .rootCause()
                            .isExactlyInstanceOf(IllegalArgumentException.class)
                            .hasMessageStartingWith("executionId: ");
                }
            }
        }
        assertThat(dune.requests().stream().filter(request -> request.toString().contains("sql")))
                .isEmpty();
    }

    @Test
    void saysWhereAnOperationHasNothingToWorkOn() throws Exception {
        assertThatThrownBy(() -> call(bean("endpoints", "dune://await"), "watch", "01HKZJ2683PHF9Q9PHHQ8FW4Q1"))
                .rootCause()
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dune:await has no watch list");
        assertThatThrownBy(() -> call(bean("endpoints", "dune://watch"), "askAllNow"))
                .rootCause()
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'elsewhere'");
    }

    @Test
    void showsThePauseOfARefusedKeyAndNoKey() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        dune.fail(
                id,
                Fault.answer(403, "{\"error\":\"not for " + dune.apiKey() + "\"}")
                        .forever());
        assertThat(server.getAttribute(endpoint(), "WatchingPausedUntil")).isNull();

        call(endpoint(), "watch", id);
        call(endpoint(), "askNow", id);

        ConsumerTestSupport.eventually().until(() -> server.getAttribute(endpoint(), "WatchingPausedUntil") != null);
        assertThat(counts(endpoint(), "BudgetRequestsByOutcome")).containsEntry("403", 1L);
        assertThat(server.getAttribute(endpoint(), "BudgetNumber")).isEqualTo(1);
        for (ObjectName bean : server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*"), null)) {
            for (var attribute : server.getMBeanInfo(bean).getAttributes()) {
                if (attribute.isReadable()) {
                    assertThat(String.valueOf(server.getAttribute(bean, attribute.getName())))
                            .doesNotContain(dune.apiKey());
                }
            }
        }
    }
}
