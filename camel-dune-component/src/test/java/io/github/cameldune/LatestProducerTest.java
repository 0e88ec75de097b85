package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.stub.Call;
import io.github.cameldune.stub.Fault;
import io.github.cameldune.stub.PageFault;
import io.github.cameldune.stub.StubQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchHeaderException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dune:latest} as a producer: the rows of the latest execution, or of a new one if that is too old. */
class LatestProducerTest extends RowsTestSupport {

    private static final AtomicLong QUERIES = new AtomicLong(100);

    private final long query = QUERIES.incrementAndGet();

    private StubQuery stubQuery() {
        return dune.query(query);
    }

    private String ended(int rows, Duration ago) {
        String id = dune.execution().queryId(query).completed().rows(rows(rows)).start();
        stubQuery().latest(id);
        if (!ago.isZero()) {
            String ended = Instant.now().minus(ago).toString();
            stubQuery()
                    .fail(PageFault.field("execution_ended_at", ended)
                            .on(Call.LATEST)
                            .forever());
        }
        return id;
    }

    private Exchange latest(String options) {
        return context.send("dune:latest" + options, Map.of(DuneConstants.QUERY_ID, query));
    }

    @Test
    void theRowsAreThoseOfOneExecutionAndEachPageIsRequestedOnce() {
        String id = ended(25, Duration.ZERO);

        Exchange exchange = latest("?pageSize=10");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(expected(25));
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(DuneConstants.EXECUTION_ID, id)
                .containsEntry(DuneConstants.QUERY_ID, query)
                .containsEntry(DuneConstants.ROW_COUNT, 25L);
        assertThat(dune.requests().stream().filter(one -> one.call() == Call.LATEST))
                .hasSize(1);
        assertThat(pagesRequested(id)).containsExactly("limit=10&offset=10", "limit=10&offset=20");
    }

    @Test
    void anExecutionThatEndsWhileThePagesAreReadChangesNothing() throws Exception {
        ended(25, Duration.ZERO);
        List<Object> rows = new ArrayList<>();
        RouteBuilder.addRoutes(context.camel(), routes -> routes.from("direct:streamed")
                .to("dune:latest?outputType=StreamList&pageSize=10&queryId=" + query)
                .process(exchange -> ended(3, Duration.ZERO))
                .split(routes.body())
                .streaming()
                .process(exchange -> rows.add(exchange.getMessage().getBody()))
                .end());

        Exchange exchange = context.send("direct:streamed", Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(rows).isEqualTo(expected(25));
    }

    @ParameterizedTest
    @CsvSource({"SelectOne", "Csv"})
    void itReadsInEveryForm(DuneOutputType type) throws Exception {
        ended(5, Duration.ZERO);
        RouteBuilder.addRoutes(context.camel(), routes -> routes.from("direct:form")
                .to("dune:latest?outputType=" + type + "&queryId=" + query)
                .convertBodyTo(String.class));

        Exchange exchange = context.send("direct:form", Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).contains("row 0");
    }

    @Test
    void anExecutionThatIsYoungerThanMaxAgeIsRead() {
        ended(2, Duration.ofMinutes(5));

        assertThat(latest("?maxAge=600000").getMessage().getBody()).isEqualTo(expected(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SelectList", "StreamList", "Csv", "SelectOne"})
    void anExecutionThatIsOlderThanMaxAgeIsStale(String type) {
        String id = ended(2, Duration.ofHours(5));

        Exchange exchange = latest("?maxAge=600000&outputType=" + type);

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(DuneStaleResultException.class, e -> {
                    assertThat(e.getExecutionId()).isEqualTo(id);
                    assertThat(e.getExecutionEndedAt()).isNotNull();
                })
                .hasMessageContainingAll(String.valueOf(query), "maxAge", "executeIfStale");
        assertThat(exchange.getMessage().getBody()).isNull();
    }

    @Test
    void aStaleResultIsReplacedByANewExecutionThatIsAwaitedAndBilledOnce() {
        ended(2, Duration.ofHours(5));
        stubQuery()
                .runs(run ->
                        run.state("PENDING").state("EXECUTING", 2).completed().rows(rows(7)));

        Exchange exchange = latest("?maxAge=600000&executeIfStale=true");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(expected(7));
        assertThat(dune.submissions(query)).hasSize(1);
        assertThat(exchange.getMessage().getHeader(DuneConstants.EXECUTION_ID))
                .isEqualTo(dune.submissions(query).get(0).executionId());
    }

    @Test
    void aFreshResultIsNotExecutedAgain() {
        ended(2, Duration.ZERO);

        assertThat(latest("?maxAge=600000&executeIfStale=true").getMessage().getBody())
                .isEqualTo(expected(2));
        assertThat(dune.submissions(query)).isEmpty();
    }

    @Test
    void aQueryThatNeverRanIsNotFoundOrIsExecuted() {
        stubQuery().runs(run -> run.completed().rows(rows(3)));

        assertThat(latest("").getException())
                .isInstanceOf(DuneNotFoundException.class)
                .hasMessageContainingAll("Query " + query, "never ran", "dune:execute");
        assertThat(latest("?maxAge=1000&executeIfStale=true").getMessage().getBody())
                .isEqualTo(expected(3));
    }

    @Test
    void aNotFoundOfAProxyStartsNoExecutionAndDoesNotSayThatTheQueryNeverRan() {
        ended(2, Duration.ZERO);
        dune.query(query).fail(Fault.answer(404, "<html>no such page</html>").forever());

        assertThat(latest("?maxAge=600000&executeIfStale=true").getException())
                .isInstanceOf(DuneNotFoundException.class)
                .hasMessageContaining("baseUrl")
                .hasMessageNotContaining("never ran");
        assertThat(dune.submissions(query)).isEmpty();
    }

    @Test
    void aNewExecutionThatFailsSaysWhy() {
        stubQuery().runs(run -> run.state("PENDING").failed("syntax_error", "no such table", 1, 2));

        Exchange exchange = latest("?maxAge=1000&executeIfStale=true");

        assertThat(exchange.getException())
                .isInstanceOf(DuneExecutionException.class)
                .hasMessageContaining("no such table");
        assertThat(exchange.getMessage().getHeader(DuneConstants.EXECUTION_ID)).isNotNull();
    }

    @Test
    void aLatestExecutionThatRunsIsNotFinishedOrIsAwaited() {
        String id = dune.execution()
                .queryId(query)
                .state("EXECUTING", 3)
                .completed()
                .rows(rows(4))
                .start();
        stubQuery().latest(id);

        assertThat(latest("").getException())
                .isInstanceOfSatisfying(DuneNotFinishedException.class, e -> assertThat(e.getExecutionId())
                        .isEqualTo(id));
        assertThat(latest("?maxAge=60000&executeIfStale=true").getMessage().getBody())
                .isEqualTo(expected(4));
        assertThat(dune.submissions(query)).isEmpty();
    }

    @Test
    void aSubmissionWhoseOutcomeIsUnknownIsNotRepeated() {
        stubQuery().runs(run -> run.completed().rows(rows(1)));
        dune.failSubmissions(Fault.reset().afterEffect());

        assertThat(latest("?maxAge=1000&executeIfStale=true").getException())
                .isInstanceOf(DuneUnknownOutcomeException.class);
        assertThat(dune.submissions(query)).hasSize(1);
    }

    @Test
    void withoutAQueryNothingIsRequested() {
        assertThat(context.send("dune:latest", Map.of()).getException())
                .isInstanceOf(NoSuchHeaderException.class)
                .hasMessageContaining("queryId");
        assertThat(context.send("dune:latest", Map.of(DuneConstants.QUERY_ID, "4242/../1"))
                        .getException())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(dune.requestCount()).isZero();
    }

    @Test
    void itIsTheSameInYaml() throws Exception {
        ended(3, Duration.ZERO);
        context.loadYaml("""
                - route:
                    from:
                      uri: direct:yaml
                      steps:
                        - to:
                            uri: dune:latest
                            parameters:
                              queryId: %d
                              maxAge: 1h
                """.formatted(query));

        assertThat(context.send("direct:yaml", Map.of()).getMessage().getBody()).isEqualTo(expected(3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dune:latest?maxAge=0                          | maxAge         | at least 1
            dune:latest?executeIfStale=true               | executeIfStale | maxAge
            dune:latest?awaitTimeout=5s                   | awaitTimeout   | executeIfStale
            dune:latest?executionId=a                     | executionId    | dune:
            dune:latest?queryIds=1,2                      | queryIds       | dune:latest
            dune:latest?delay=5s                          | delay          | consumer
            dune:latest?queryId=abc                       | queryId        | query id
            dune:results?queryId=1                        | queryId        | dune:latest
            dune:results?maxAge=1h                        | maxAge         | dune:latest
            dune:latest?pageSize=0                        | pageSize       | at least 1
            """)
    void aRouteOfWrongOptionsDoesNotStart(String uri, String option, String cure) {
        assertThatThrownBy(() -> RouteBuilder.addRoutes(
                        context.camel(), routes -> routes.from("direct:wrong").to(uri)))
                .satisfies(ResultsBadInputTest.messages(option, cure));
    }
}
