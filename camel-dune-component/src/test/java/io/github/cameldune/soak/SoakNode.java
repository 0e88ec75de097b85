package io.github.cameldune.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cameldune.DuneComponent;
import io.github.cameldune.DuneConfiguration;
import io.github.cameldune.DuneConstants;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The process under test: goes on with the watches of a store, each of which was told {@code PENDING} before, and says on
 * its standard output which exchanges its route took ({@code taken}) and refused ({@code refused}). On its standard input
 * it is told what to watch ({@code watch ID}) and when to measure itself ({@code measure}).
 */
final class SoakNode {

    static final String READY = "ready";

    private final ConcurrentMap<String, String> store = new ConcurrentHashMap<>();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    private SoakNode() {}

    /** Its arguments: address of the server, file of execution ids, longest poll interval, route's ms, one in n fails. */
    public static void main(String[] arguments) throws Exception {
        new SoakNode().run(arguments);
    }

    private void run(String[] arguments) throws Exception {
        DuneConfiguration dune = camel.getComponent("dune", DuneComponent.class).getConfiguration();
        dune.setBaseUrl(arguments[0]);
        dune.setApiKey("soak-key");
        Files.lines(Path.of(arguments[1])).forEach(this::restore);
        camel.getRegistry().bind("store", store);
        camel.addRoutes(route(arguments[2], Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4])));
        camel.start();
        System.out.println(READY);
        listen(new BufferedReader(new InputStreamReader(System.in, UTF_8)));
        camel.stop();
    }

    private void restore(String id) {
        store.put(
                "default/" + id,
                "{\"executionId\":\"" + id + "\",\"registeredAt\":\"" + Instant.now()
                        + "\",\"lastState\":\"QUERY_STATE_PENDING\",\"headers\":{\"OrderId\":\"" + id.hashCode()
                        + "\"}}");
    }

    private static RouteBuilder route(String maxPollInterval, int millis, int oneInFails) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("dune:status?watchStore=#store&maxPollInterval=" + maxPollInterval)
                        .process(exchange -> {
                            String event = exchange.getMessage().getHeader(DuneConstants.EVENT_ID, String.class);
                            Thread.sleep(millis);
                            if (oneInFails > 0 && ThreadLocalRandom.current().nextInt(oneInFails) == 0) {
                                System.out.println("refused " + event);
                                throw new IllegalStateException("one in " + oneInFails + " fails");
                            }
                            System.out.println("taken " + event);
                        });
            }
        };
    }

    private void listen(BufferedReader orders) throws IOException {
        ProducerTemplate template = camel.createProducerTemplate();
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals("measure")) {
                System.out.println("measured " + usedHeap() + " "
                        + ManagementFactory.getThreadMXBean().getThreadCount() + " "
                        + ManagementFactory.getPlatformMBeanServer().getMBeanCount() + " " + store.size());
            } else {
                template.sendBodyAndHeader(
                        // what ended stays in the list until the route took it
                        "dune:watch?watchStore=#store&maxWatches=100000&correlationHeaders=OrderId",
                        null,
                        DuneConstants.EXECUTION_ID,
                        order.substring("watch ".length()));
            }
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
