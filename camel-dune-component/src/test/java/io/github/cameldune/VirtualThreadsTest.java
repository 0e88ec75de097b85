package io.github.cameldune;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Camel's virtual threads, which a process has from its start on or not at all. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {

    @Test
    @Timeout(120)
    void watchingAndAwaitingWorkOnThem() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dcamel.threads.virtual.enabled=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Scene.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);

            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).contains("emitted on virtual threads: true", "awaited to QUERY_STATE_FAILED");
            // two states of each of three executions, each of them once
            assertThat(output.lines().filter(line -> line.startsWith("emitted 01")))
                    .hasSize(6)
                    .doesNotHaveDuplicates();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** What runs in that process. */
    public static final class Scene {

        private Scene() {}

        public static void main(String[] args) throws Exception {
            Set<Boolean> virtual = ConcurrentHashMap.newKeySet();
            CountDownLatch arrived = new CountDownLatch(6);
            try (DuneStub dune = DuneStub.start();
                    DefaultCamelContext camel = new DefaultCamelContext()) {
                camel.disableJMX();
                DuneConfiguration configuration =
                        camel.getComponent("dune", DuneComponent.class).getConfiguration();
                configuration.setBaseUrl(dune.baseUrl());
                configuration.setApiKey(dune.apiKey());
                String awaited = dune.execution().state("EXECUTING").failed().start();
                String ids = "";
                for (int i = 0; i < 3; i++) {
                    ids += "," + dune.execution().state("EXECUTING").completed().start();
                }
                String from = "dune:status?initialDelay=0&delay=50&adaptive=false&concurrentConsumers=3&executionIds="
                        + ids.substring(1);
                RouteBuilder.addRoutes(camel, routes -> routes.from(from).process(exchange -> {
                    virtual.add(Thread.currentThread().toString().startsWith("VirtualThread["));
                    System.out.println("emitted " + header(exchange, DuneConstants.EVENT_ID));
                    arrived.countDown();
                }));
                camel.start();

                Exchange ended = camel.createProducerTemplate().send("dune:await", exchange -> exchange.getMessage()
                        .setHeaders(Map.of(DuneConstants.EXECUTION_ID, awaited)));

                System.out.println("awaited to " + header(ended, DuneConstants.STATE));
                if (!arrived.await(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Some transitions did not arrive");
                }
            }
            System.out.println("emitted on virtual threads: " + virtual.equals(Set.of(true)));
        }

        private static String header(Exchange exchange, String name) {
            return exchange.getMessage().getHeader(name, String.class);
        }
    }
}
