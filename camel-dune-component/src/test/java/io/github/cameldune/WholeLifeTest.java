package io.github.cameldune;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.StubRows;
import io.github.cameldune.stub.StubSubmission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Orders that all arrive at once are executed, watched and read by YAML routes at 70 submissions and 200 reads a minute, over
 * HTTP, in time that goes a hundred times as fast. One order in twenty fails, one in ten is sent twice, a third of the results
 * have two pages. Dune starts one execution for each order and never answers 429; each end is delivered once and each row is
 * read once.
 */
class WholeLifeTest {

    private static final long PACE = 100;
    private static final int SUBMISSIONS = 70;
    private static final int READS = 200;
    private static final long QUERY = 4242;

    private static final String ROUTES = """
            - route:
                from:
                  uri: direct:order
                  steps:
                    - to:
                        uri: dune:execute
                        parameters:
                          queryId: 4242
                          watch: true
                          correlationHeaders: order
                          rateLimitTimeout: 86400000
            - route:
                from:
                  uri: dune:status
                  parameters:
                    states: terminal
                    initialDelay: 0
                    concurrentConsumers: 4
                  steps:
                    - bean:
                        ref: orders
                        method: ended
                    - filter:
                        simple: "${header.CamelDuneState} == 'QUERY_STATE_COMPLETED'"
                        steps:
                          - to:
                              uri: dune:results
                              parameters:
                                outputType: StreamList
                                pageSize: 2
                                rateLimitTimeout: 86400000
                          - split:
                              simple: "${body}"
                              streaming: true
                              stopOnException: true
                              steps:
                                - bean:
                                    ref: orders
                                    method: row
            """;

    private final InstantSource clock = FastTime.clock(PACE);
    private final Orders orders = new Orders(clock);
    private CamelContext camel;
    private DuneStub dune;

    @BeforeEach
    void start() throws Exception {
        dune = DuneStub.builder().clock(clock).keepRequests(100_000).start();
        dune.query(QUERY).runsEach((submission, execution) -> {
            int order = order(submission);
            SplittableRandom random = new SplittableRandom(order);
            execution.pendingFor(seconds(random, 1.5, 1)).executingFor(seconds(random, 20, 1.5));
            if (fails(order)) {
                execution.failed();
            } else {
                execution.completed().rows(StubRows.generated(rows(order), n -> StubRows.row("order", order, "n", n)));
            }
        });
        dune.limit(READS);
        dune.limitSubmissions(SUBMISSIONS);
        camel = new DefaultCamelContext();
        camel.disableJMX();
        DuneConfiguration configuration =
                camel.getComponent("dune", DuneComponent.class).getConfiguration();
        configuration.setBaseUrl(dune.baseUrl());
        configuration.setApiKey(dune.apiKey());
        configuration.setRequestsPerMinute(READS);
        configuration.setSubmissionsPerMinute(SUBMISSIONS);
        camel.getRegistry().bind("orders", orders);
        camel.start();
        FastTime.install(camel, clock, PACE);
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("routes.yaml", ROUTES));
    }

    @AfterEach
    void stop() {
        camel.stop();
        dune.close();
    }

    @Test
    void noneOfTwoHundredIsLostOrReadTwice() throws Exception {
        noneIsLostOrReadTwice(200);
    }

    @Test
    @Tag("measure")
    void noneOfTenThousandIsLostOrReadTwice() throws Exception {
        noneIsLostOrReadTwice(10_000);
    }

    private void noneIsLostOrReadTwice(int count) throws Exception {
        Instant start = clock.instant();
        List<CompletableFuture<Exchange>> sent = send(count);

        await().atMost(Duration.ofMinutes(10)).until(() -> orders.isDone(count));
        List<Exchange> answers = sent.stream().map(CompletableFuture::join).toList();

        Map<Integer, String> started =
                dune.submissions().stream().collect(toMap(WholeLifeTest::order, StubSubmission::executionId));
        assertThat(dune.rejected() + dune.rejectedSubmissions()).as("429s").isZero();
        assertThat(started.keySet()).containsExactlyInAnyOrderElementsOf(numbers(count, order -> order));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getHeader(DuneConstants.EXECUTION_ID))
                    .isEqualTo(started.get(answer.getMessage().getHeader("order", Integer.class)));
        });
        assertThat(orders.ends)
                .containsExactlyInAnyOrderElementsOf(numbers(
                        count,
                        order -> started.get(order)
                                + (fails(order) ? ":QUERY_STATE_FAILED" : ":QUERY_STATE_COMPLETED")));
        for (int order = 0; order < count; order++) {
            assertThat(orders.rows.getOrDefault(order, List.of()))
                    .as("rows of order %d", order)
                    .isEqualTo(numbers(fails(order) ? 0 : rows(order), n -> n));
        }
        System.out.printf(
                "%d orders in %.1f h: %.2f reads each, ends delivered after %.1f s on average%n",
                count,
                Duration.between(start, clock.instant()).toSeconds() / 3600.0,
                (dune.requestCount() - count) / (double) count,
                orders.delays.stream().mapToDouble(delay -> delay).average().orElseThrow());
    }

    /** All at once, one in ten a second time. */
    private List<CompletableFuture<Exchange>> send(int count) throws Exception {
        AsyncProducer producer = camel.getEndpoint("direct:order").createAsyncProducer();
        camel.addService(producer);
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int order = 0; order < count; order++) {
            for (int times = order % 10 == 0 ? 2 : 1; times > 0; times--) {
                sent.add(producer.processAsync(ExchangeBuilder.anExchange(camel)
                        .withHeader("order", order)
                        .withHeader(DuneConstants.REQUEST_TOKEN, "order " + order)
                        .withHeader(DuneConstants.QUERY_PARAMETERS, Map.of("order", order))
                        .build()));
            }
        }
        return sent;
    }

    private static <T> List<T> numbers(int count, Function<Integer, T> each) {
        return IntStream.range(0, count).boxed().map(each).toList();
    }

    private static int order(StubSubmission submission) {
        return Integer.parseInt(submission.parameters().get("order"));
    }

    private static boolean fails(int order) {
        return order % 20 == 7;
    }

    private static int rows(int order) {
        return 1 + order % 3;
    }

    /** Lognormal, five minutes at most. */
    private static Duration seconds(SplittableRandom random, double median, double sigma) {
        return Duration.ofMillis((long) (1000 * Math.min(300, median * Math.exp(sigma * random.nextGaussian()))));
    }

    /** What the routes made of the orders. */
    public static final class Orders {

        private final InstantSource clock;
        private final List<String> ends = new CopyOnWriteArrayList<>();
        private final List<Double> delays = new CopyOnWriteArrayList<>();
        private final Map<Integer, List<Integer>> rows = new ConcurrentHashMap<>();

        Orders(InstantSource clock) {
            this.clock = clock;
        }

        /** The end of an execution was delivered. */
        public void ended(Exchange exchange) {
            ends.add(exchange.getMessage().getHeader(DuneConstants.EVENT_ID, String.class));
            String ended = exchange.getMessage().getHeader(DuneConstants.EXECUTION_ENDED_AT, String.class);
            // Dune sends none with a failure
            if (ended != null) {
                delays.add(
                        Duration.between(Instant.parse(ended), clock.instant()).toMillis() / 1000.0);
            }
        }

        /** A row was read; the correlation header tells of which order. */
        public void row(Exchange exchange) {
            Map<?, ?> row = exchange.getMessage().getBody(Map.class);
            int order = exchange.getMessage().getHeader("order", Integer.class);
            rows.computeIfAbsent(order, each -> new CopyOnWriteArrayList<>()).add((Integer) row.get("n"));
            assertThat(row.get("order")).isEqualTo(order);
        }

        private boolean isDone(int count) {
            return ends.size() >= count
                    && IntStream.range(0, count)
                            .allMatch(order -> fails(order)
                                    || rows.getOrDefault(order, List.of()).size() >= WholeLifeTest.rows(order));
        }
    }
}
