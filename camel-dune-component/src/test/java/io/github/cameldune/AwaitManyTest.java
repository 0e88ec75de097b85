package io.github.cameldune;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.stub.DuneStub;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exchanges that await hold no thread, and none of them is forgotten. */
class AwaitManyTest {

    private static final int MANY = 10_000;

    @Test
    void letsTenThousandExchangesWaitOnFewerThanFiftyThreads() throws Exception {
        try (DuneStub dune = DuneStub.start();
                DuneTestContext context = new DuneTestContext(dune, options -> options.setRequestsPerMinute(60))) {
            String id = dune.execution().stays("EXECUTING").start();
            int threads = Thread.activeCount();

            List<CompletableFuture<Exchange>> waiting = context.sendAsync("dune:await", id, MANY);
            await().until(() -> dune.requestCount() >= 6);

            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            assertThat(Thread.activeCount() - threads).isLessThan(50);

            context.camel().stop();
            for (CompletableFuture<Exchange> exchange : waiting) {
                assertThat(exchange.get(30, SECONDS).getException())
                        .isInstanceOf(RejectedExecutionException.class)
                        .hasMessageContaining("stopped");
            }
        }
    }

    @Test
    void completesEachOfManyExchanges() throws Exception {
        try (DuneStub dune = DuneStub.start();
                DuneTestContext context = new DuneTestContext(dune)) {
            String id = dune.execution().completed().start();

            for (CompletableFuture<Exchange> exchange : context.sendAsync("dune:await", id, 1000)) {
                assertThat(exchange.get(30, SECONDS).getMessage().getHeader("CamelDuneState"))
                        .isEqualTo("QUERY_STATE_COMPLETED");
            }
        }
    }

    @Test
    @Timeout(60)
    void failsWhatWaitsInARouteWhenTheContextStopsAndDoesNotHoldUpTheStop() throws Exception {
        try (DuneStub dune = DuneStub.start();
                DuneTestContext context = new DuneTestContext(dune)) {
            CamelContext camel = context.camel();
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("dune:await").setBody(constant("not to be reached"));
                }
            });
            // a stop that waits for the exchange would wait for ever
            camel.getShutdownStrategy().setTimeout(3600);
            String id = dune.execution().stays("EXECUTING").start();
            CompletableFuture<Exchange> waiting = camel.createProducerTemplate()
                    .asyncSend("direct:in", exchange -> exchange.getMessage().setHeader("CamelDuneExecutionId", id));
            await().until(() -> dune.requestCount() > 0);

            camel.stop();

            Exchange failed = waiting.get(30, SECONDS);
            assertThat(failed.getException())
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("dune://await");
            assertThat(failed.getMessage().getBody()).isNull();
        }
    }
}
