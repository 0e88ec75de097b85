package io.github.cameldune;

import static io.github.cameldune.ConsumerTestSupport.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.internal.management.Monitor;
import io.github.cameldune.internal.ratelimit.RateLimitSnapshot;
import io.github.cameldune.stub.Fault;
import io.github.cameldune.stub.PageFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** {@code outputType=StreamList}: rows stream through a splitter, and nothing stays open however the exchange ends. */
class StreamListTest extends RowsTestSupport {

    private static final String STREAM = "dune:results?outputType=StreamList&pageSize=10";

    private final List<Object> rows = new ArrayList<>();
    private final AtomicReference<Object> body = new AtomicReference<>();

    @Test
    void allRowsPassTheSplitterInOrderAndEachPageIsRequestedOnce() throws Exception {
        String id = completed(45);

        Exchange exchange = splitInto(rows, STREAM, id);

        assertThat(exchange.getException()).isNull();
        assertThat(rows).isEqualTo(expected(45));
        assertThat(pagesRequested(id)).hasSize(5);
        assertNothingIsOpen();
    }

    @Test
    void theRowCountIsKnownBeforeTheRowsAreRead() throws Exception {
        route(exchange -> {});

        Exchange exchange = context.send("direct:rows", completed(45));

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(DuneConstants.ROW_COUNT, 45L)
                .containsEntry(DuneConstants.COLUMN_NAMES, List.of("n", "name"));
    }

    @Test
    void anIteratorThatWasNotReadRequestsNoSecondPage() throws Exception {
        String id = completed(45);
        route(exchange -> {});

        context.send("direct:rows", id);

        assertThat(pagesRequested(id)).hasSize(1);
        assertThatThrownBy(() -> iterator().hasNext())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed before the last one");
        assertNothingIsOpen();
    }

    @Test
    void aRouteThatFailsInTheMiddleClosesTheRows() throws Exception {
        String id = completed(100);
        route(exchange -> {
            for (int i = 0; i < 15; i++) {
                exchange.getMessage().getBody(Iterator.class).next();
            }
            throw new IOException("the route fails");
        });

        Exchange exchange = context.send("direct:rows", id);

        assertThat(exchange.getException()).hasMessage("the route fails");
        assertThatThrownBy(() -> iterator().next()).isInstanceOf(IllegalStateException.class);
        assertNothingIsOpen();
        assertThat(pagesRequested(id)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aPageThatIsOnItsWayIsCutOffWhenTheExchangeCompletes() throws Exception {
        String id = completed(100);
        CountDownLatch never = new CountDownLatch(1);
        dune.fail(id, Fault.held(never).nth(2));
        try {
            route(exchange -> {
                exchange.getMessage().getBody(Iterator.class).next();
                eventually().until(() -> pagesRequested(id).size() == 2);
            });

            Exchange exchange = context.send("direct:rows", id);

            assertThat(exchange.getException()).isNull();
            // long before its timeout, which would count as a failure of Dune
            assertNothingIsOpen();
            assertThat(Monitor.of(context.camel())
                            .orElseThrow()
                            .keys()
                            .get(0)
                            .requests()
                            .byVerdict())
                    .as("by verdict")
                    .containsExactlyEntriesOf(Map.of("ok", 1L));
        } finally {
            never.countDown();
        }
    }

    @Test
    void aPageThatNeverComesEndsTheSplitWithTheExceptionOfItsKind() throws Exception {
        String id = completed(45);
        dune.fail(id, Fault.serverError(503).nth(3).times(5));

        Exchange exchange = splitInto(rows, STREAM, id);

        assertThat(exchange.getException(DuneServerException.class)).hasMessageContaining(id);
        assertThat(exchange.getException()).isNotNull();
        // Camel looks for the row after before it processes a row
        assertThat(rows).isEqualTo(expected(19));
        assertNothingIsOpen();
    }

    @Test
    void anErrorHandlerOfTheRouteSeesTheKindOfError() throws Exception {
        String id = completed(45);
        dune.fail(id, PageFault.cutInRow(2).nth(2).times(5));
        RouteBuilder.addRoutes(context.camel(), routes -> {
            routes.from("direct:handled")
                    .onException(DuneUnreadableResponseException.class)
                    .handled(true)
                    .setBody(routes.constant("handled"))
                    .end()
                    .to(STREAM)
                    .split(routes.body())
                    .streaming()
                    .process(exchange -> rows.add(exchange.getMessage().getBody()))
                    .end();
        });

        Exchange exchange = context.send("direct:handled", id);

        assertThat(exchange.getMessage().getBody()).isEqualTo("handled");
        assertThat(rows).isEqualTo(expected(9));
        assertNothingIsOpen();
    }

    @Test
    void aProducerThatStopsClosesTheRows() throws Exception {
        String id = completed(100);
        route(exchange -> {
            exchange.getMessage().getBody(Iterator.class).next();
            context.camel().getEndpoint(STREAM);
            context.camel()
                    .getRoute("rows")
                    .getServices()
                    .forEach(org.apache.camel.support.service.ServiceHelper::stopService);
            while (exchange.getMessage().getBody(Iterator.class).hasNext()) {
                exchange.getMessage().getBody(Iterator.class).next();
            }
        });

        Exchange exchange = context.send("direct:rows", id);

        assertThat(exchange.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed before the last one");
        assertNothingIsOpen();
    }

    @Test
    void aSplitGetsEachRowOfManyPagesOnceAndInOrder() throws Exception {
        String id = dune.execution().completed().rows(rows(200_000)).start();
        long[] count = {0};
        RouteBuilder.addRoutes(context.camel(), routes -> routes.from("direct:many")
                .to("dune:results?outputType=StreamList&pageSize=20000")
                .split(routes.body())
                .streaming()
                .process(exchange -> {
                    Map<?, ?> row = exchange.getMessage().getBody(Map.class);
                    assertThat(row.get("n")).isEqualTo((int) count[0]++);
                })
                .end());

        assertThat(context.send("direct:many", id).getException()).isNull();
        assertThat(count[0]).isEqualTo(200_000);
        assertThat(pagesRequested(id)).hasSize(10);
    }

    private void route(org.apache.camel.Processor reading) throws Exception {
        RouteBuilder.addRoutes(context.camel(), routes -> routes.from("direct:rows")
                .routeId("rows")
                .to(STREAM)
                .process(exchange -> body.set(exchange.getMessage().getBody()))
                .process(reading));
    }

    private Iterator<?> iterator() {
        return (Iterator<?>) body.get();
    }

    /** No request is in flight, so that each connection was given back, and no permit is kept. */
    private void assertNothingIsOpen() {
        Monitor monitor = Monitor.of(context.camel()).orElseThrow();
        eventually()
                .untilAsserted(() -> assertThat(monitor.keys().get(0).reads().snapshot())
                        .returns(0, RateLimitSnapshot::inFlight)
                        .returns(0, RateLimitSnapshot::waiting));
    }
}
