package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route that awaits may block on another that awaits, many at once, and no timeout depends on what routes do. */
class AwaitInAwaitTest {

    private static final int MANY = 24;

    private DuneStub dune;
    private DuneTestContext context;

    @BeforeEach
    void start() throws Exception {
        dune = DuneStub.start();
        context = new DuneTestContext(dune);
        ProducerTemplate template = context.template();
        RouteBuilder.addRoutes(context.camel(), routes -> {
            routes.from("direct:outer")
                    .to("dune:await?maxPollInterval=100")
                    .process(exchange ->
                            exchange.setProperty("inner", template.send("direct:inner", inner -> inner.getMessage()
                                    .setHeader(
                                            DuneConstants.EXECUTION_ID,
                                            exchange.getMessage().getHeader("second")))));
            routes.from("direct:inner").to("dune:await?maxPollInterval=100&awaitTimeout=4s");
        });
    }

    @AfterEach
    void stop() {
        context.close();
        dune.close();
    }

    private List<CompletableFuture<Exchange>> sendMany(String second) {
        return IntStream.range(0, MANY)
                .mapToObj(any -> context.template().asyncSend("direct:outer", exchange -> exchange.getMessage()
                        .getHeaders()
                        .putAll(Map.of(
                                DuneConstants.EXECUTION_ID,
                                dune.execution().state("EXECUTING").completed().start(),
                                "second",
                                second))))
                .toList();
    }

    @Test
    void manyThatAwaitAfterAnAwaitAllEnd() throws Exception {
        String second = dune.execution().state("EXECUTING").completed().start();

        for (CompletableFuture<Exchange> sent : sendMany(second)) {
            Exchange exchange = sent.get(60, TimeUnit.SECONDS);
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getProperty("inner", Exchange.class)
                            .getMessage()
                            .getHeader(DuneConstants.STATE))
                    .isEqualTo("QUERY_STATE_COMPLETED");
        }
    }

    @Test
    void theTimeoutHoldsThoughAllThreadsWaitForIt() throws Exception {
        String second = dune.execution().stays("EXECUTING").start();

        for (CompletableFuture<Exchange> sent : sendMany(second)) {
            assertThat(sent.get(60, TimeUnit.SECONDS)
                            .getProperty("inner", Exchange.class)
                            .getException())
                    .isInstanceOf(DuneWatchTimeoutException.class);
        }
    }

    @Test
    void aRefusedKeyIsReportedAtOnceEachTime() throws Exception {
        dune.failAll(Fault.unauthorized().forever());

        for (int time = 0; time < 3; time++) {
            CompletableFuture<Exchange> sent = context.template()
                    .asyncSend("dune:await", exchange -> exchange.getMessage()
                            .setHeader(
                                    DuneConstants.EXECUTION_ID,
                                    dune.execution().completed().start()));

            // the pause of watches is half a minute and more
            assertThat(sent.get(25, TimeUnit.SECONDS).getException()).isInstanceOf(DuneUnauthorizedException.class);
        }
    }
}
