package io.github.cameldune;

import static org.apache.camel.builder.Builder.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipe of the page: {@code idempotentConsumer} with {@code eager=false} swallows no repeat after a crash inside it. */
class IdempotentConsumerTest extends ConsumerTestSupport {

    private static final String LIST = "watchStore=#shared&watchList=a";

    /** What survives a crash, as a table does. */
    private final Map<String, Object> keys = new HashMap<>();

    private void route(CamelContext in, boolean eager, Processor inside) throws Exception {
        RouteBuilder.addRoutes(in, routes -> routes.from(QUICK + "&" + LIST)
                .idempotentConsumer(
                        header(DuneConstants.EVENT_ID), MemoryIdempotentRepository.memoryIdempotentRepository(keys))
                .eager(eager)
                .process(inside)
                .end()
                .process(receiver));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCrashInsideTheBlockIsRepeatedInsideIt(boolean eager) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch afterwards = new CountDownLatch(1);
        String id = dune.execution().completed().start();
        send("dune:watch?" + LIST, id, Map.of());
        List<String> worked = new CopyOnWriteArrayList<>();
        route(context, eager, exchange -> {
            inside.countDown();
            // as good as killed: nothing of this node happens any more until the other one has done its work
            afterwards.await();
        });
        try {
            inside.await();

            CamelContext other = newContext();
            route(
                    other,
                    eager,
                    exchange -> worked.add(exchange.getMessage().getHeader(DuneConstants.EVENT_ID, String.class)));

            eventually().until(() -> receiver.of(id).size() == 1);
            // eager is Camel's default, and what the page warns of
            assertThat(worked).hasSize(eager ? 0 : 1);
            if (!eager) {
                assertThat(worked).containsExactly(id + ":QUERY_STATE_COMPLETED");
            }
            eventually().during(Duration.ofMillis(200)).until(this::isNothingWatched);
        } finally {
            afterwards.countDown();
        }
    }
}
