package io.github.cameldune.crash;

import io.github.cameldune.DuneComponent;
import io.github.cameldune.DuneConstants;
import io.github.cameldune.watch.store.JdbcWatchStore;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * The process that is killed: watches a list in the database and sends each transition to a queue of the broker. Its
 * arguments are its own name, the addresses of the stub, the database and the broker, and for one of several nodes the
 * directory of their lock. Says that it is ready on its standard output.
 */
final class WatchingNode {

    static final String READY = "ready";

    private WatchingNode() {}

    public static void main(String[] arguments) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        DuneComponent dune = context.getComponent("dune", DuneComponent.class);
        dune.getConfiguration().setBaseUrl(arguments[1]);
        dune.getConfiguration().setApiKey("test-key");
        context.getRegistry().bind("store", store(arguments[2]));
        context.addComponent(
                "jms",
                JmsComponent.jmsComponent(new CachingConnectionFactory(new ActiveMQConnectionFactory(arguments[3]))));
        String from = "";
        if (arguments.length > 4) {
            context.addService(cluster(context, arguments[4]));
            from = "master:watching:";
        }
        context.addRoutes(route(
                from + "dune:status?watchStore=#store&watchStoreRefresh=300&concurrentConsumers=4"
                        + "&initialDelay=0&delay=150&adaptive=false",
                arguments[0]));
        context.start();
        System.out.println(READY);
        // the standard input ends when the test's JVM does, however that ends
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(1);
    }

    /** Takes its time on both sides of the queue, so that a kill meets exchanges at every stage. */
    private static RouteBuilder route(String from, String node) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from)
                        .setHeader("DuneExecutionId", header(DuneConstants.EXECUTION_ID))
                        .setHeader("DuneEventId", header(DuneConstants.EVENT_ID))
                        .setHeader("DuneState", header(DuneConstants.STATE))
                        .setHeader("DunePreviousState", header(DuneConstants.PREVIOUS_STATE))
                        .setHeader("Node", constant(node))
                        .delay(simple("${random(0,30)}"))
                        .to("jms:queue:" + Broker.QUEUE)
                        .delay(simple("${random(0,60)}"));
            }
        };
    }

    private static JdbcWatchStore store(String url) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(url);
        return new JdbcWatchStore(database);
    }

    /** A leader that has said nothing for two seconds is taken for dead. */
    private static FileLockClusterService cluster(CamelContext camel, String directory) throws Exception {
        FileLockClusterService service = new FileLockClusterService();
        service.setRoot(directory);
        service.setAcquireLockInterval(500, TimeUnit.MILLISECONDS);
        // by name, since Camel 4.14.0 knows a killed leader by its lock alone and has no such option yet
        PluginHelper.getBeanIntrospection(camel).setProperty(camel, service, "heartbeatTimeoutMultiplier", 4);
        return service;
    }
}
