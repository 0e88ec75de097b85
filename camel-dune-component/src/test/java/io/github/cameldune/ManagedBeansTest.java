package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.stub.Fault;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the platform's MBean server has of consumers: what JConsole and Hawtio show. */
class ManagedBeansTest extends StubTestSupport {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Receiver receiver = new Receiver();
    private DefaultCamelContext context;

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

    private Object call(ObjectName bean, String operation, String... arguments) throws Exception {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, "java.lang.String");
        return server.invoke(bean, operation, arguments, signature);
    }

    @Test
    void describesItsAttributesAndOperationsBesideThoseThatCamelHas() throws Exception {
        MBeanInfo info = server.getMBeanInfo(consumer());

        Set<String> own = Set.of("watch", "unwatch", "pollNow", "pollAllNow", "listWatches");
        assertThat(info.getOperations()).extracting("name").containsAll(own);
        assertThat(Stream.of(info.getOperations()).filter(one -> own.contains(one.getName())))
                .allSatisfy(one -> assertThat(one.getDescription()).contains(" "));
        assertThat(info.getAttributes())
                .extracting("name")
                .contains("WatchList", "Watches", "ExchangesRejected", "WatchesExpired", "PollsPausedUntil")
                .contains("RouteId", "Delay");
    }

    @Test
    void watchesPollsNowAndUnwatches() throws Exception {
        String id = dune.execution().state("PENDING").stays("EXECUTING").start();

        assertThat(call(consumer(), "watch", id)).isEqualTo(true);
        assertThat(call(consumer(), "watch", id)).as("it is being watched").isEqualTo(false);
        assertThat(server.getAttribute(consumer(), "Watches")).isEqualTo(1);
        ConsumerTestSupport.eventually().until(() -> receiver.states(id).equals(List.of("PENDING")));
        assertThat(call(consumer(), "pollNow", id)).isEqualTo(true);
        ConsumerTestSupport.eventually().until(() -> receiver.states(id).equals(List.of("PENDING", "EXECUTING")));
        assertThat(call(consumer(), "pollAllNow")).isEqualTo(1);
        ConsumerTestSupport.eventually().until(() -> dune.requests(id).size() == 3);

        assertThat(server.getAttribute(consumer(), "ExchangesRejected")).isEqualTo(0L);
        assertThat(server.getAttribute(consumer(), "WatchesExpired")).isEqualTo(0L);
        ConsumerTestSupport.eventually().until(() -> "QUERY_STATE_EXECUTING"
                .equals(watches().get(new Object[] {id}).get("state")));

        assertThat(call(consumer(), "unwatch", id)).isEqualTo(true);
        assertThat(call(consumer(), "unwatch", id)).as("it is gone").isEqualTo(false);
        assertThat(server.getAttribute(consumer(), "Watches")).isEqualTo(0);
        assertThat(call(consumer(), "pollNow", id)).isEqualTo(false);
    }

    private TabularData watches() throws Exception {
        return (TabularData) server.invoke(consumer(), "listWatches", new Object[] {10}, new String[] {"int"});
    }

    /** Camel has no bean of the consumer that {@code master:} makes; the component adds it. */
    @Test
    void aConsumerBehindMasterHasItsBeanWhileItIsStarted(@TempDir Path locks) throws Exception {
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(locks.toString());
        cluster.setAcquireLockDelay(100, TimeUnit.MILLISECONDS);
        cluster.setAcquireLockInterval(100, TimeUnit.MILLISECONDS);
        context.addService(cluster);
        context.getRouteController().stopRoute("watching");
        context.removeRoute("watching");
        assertThat(consumers()).isEmpty();
        RouteBuilder.addRoutes(context, routes -> routes.from(
                        "master:ns:dune:status?watchList=led&initialDelay=0&delay=600000&maxPollInterval=600000")
                .routeId("led")
                .process(receiver));
        String id = dune.execution().stays("EXECUTING").start();

        // it has none until it leads
        ConsumerTestSupport.eventually().until(() -> consumers().size() == 1);
        assertThat(server.getAttribute(consumer(), "RouteId")).isEqualTo("led");
        assertThat(call(consumer(), "watch", id)).isEqualTo(true);
        assertThat(call(consumer(), "pollNow", id)).isEqualTo(true);
        ConsumerTestSupport.eventually().until(() -> receiver.states(id).equals(List.of("EXECUTING")));

        context.getRouteController().stopRoute("led");
        assertThat(consumers()).isEmpty();
    }

    private Set<ObjectName> consumers() throws Exception {
        return server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName()
                        + ",type=consumers,name=DuneConsumer*,*"),
                null);
    }

    @Test
    void refusesAnIdThatIsNoneWithAnExceptionThatAnyConsoleCanRead() throws Exception {
        for (String operation : List.of("watch", "unwatch", "pollNow")) {
            for (String wrong : new String[] {"../sql/execute", "", null}) {
                assertThatThrownBy(() -> call(consumer(), operation, wrong))
                        .rootCause()
                        .isExactlyInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("The argument executionId");
            }
        }
        assertThat(dune.requests().stream().filter(request -> request.toString().contains("sql")))
                .isEmpty();
    }

    @Test
    void showsThePauseOfARefusedKeyAndNoKey() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        dune.fail(
                id,
                Fault.answer(403, "{\"error\":\"not for " + dune.apiKey() + "\"}")
                        .forever());
        assertThat(server.getAttribute(consumer(), "PollsPausedUntil")).isNull();

        call(consumer(), "watch", id);
        call(consumer(), "pollNow", id);

        ConsumerTestSupport.eventually().until(() -> server.getAttribute(consumer(), "PollsPausedUntil") != null);
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
