package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.github.cameldune.stub.Fault;
import io.github.cameldune.stub.PageFault;
import io.github.cameldune.stub.StubRows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dune:results} puts the rows of an execution into a message. */
class ResultsTest extends RowsTestSupport {

    @Test
    void theBodyBecomesAListOfAllRows() {
        String id = completed(7);

        Exchange exchange = results("?pageSize=3", id);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(expected(7));
        assertThat(pagesRequested(id)).containsExactly("limit=3", "limit=3&offset=3", "limit=3&offset=6");
    }

    @Test
    void pagesThatDuneMadeSmallerAreFollowedByTheirOffset() {
        String id = dune.execution().completed().rows(rows(10)).pageCap(4).start();

        assertThat(results("", id).getMessage().getBody()).isEqualTo(expected(10));
        assertThat(pagesRequested(id)).containsExactly("limit=32000", "limit=32000&offset=4", "limit=32000&offset=8");
    }

    @Test
    void numbersAreExactAndTheOrderOfColumnsIsKept() {
        String id = dune.execution().completed().rows(StubRows.awkward()).start();

        List<?> rows = results("", id).getMessage().getBody(List.class);

        assertThat(rows).asInstanceOf(LIST).hasSize(3);
        assertThat(rows.get(0))
                .isEqualTo(StubRows.awkward().row(0))
                .extracting("big")
                .isEqualTo(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
        assertThat(((Map<?, ?>) rows.get(0)).keySet())
                .asString()
                .isEqualTo(StubRows.awkward().row(0).keySet().toString());
    }

    @Test
    void theHeadersAreThoseOfTheStatusAndWhatDescribesTheRows() {
        String id = dune.execution().queryId(4242).completed().rows(rows(7)).start();
        Exchange status = context.send("dune:status", id);

        Exchange exchange = results("", id);

        assertThat(exchange.getMessage().getHeaders())
                .containsAllEntriesOf(Map.of(
                        DuneConstants.EXECUTION_ID,
                        id,
                        DuneConstants.QUERY_ID,
                        4242L,
                        DuneConstants.STATE,
                        "QUERY_STATE_COMPLETED",
                        DuneConstants.EXECUTION_FINISHED,
                        true,
                        DuneConstants.ROW_COUNT,
                        7L,
                        DuneConstants.TOTAL_ROW_COUNT,
                        7L,
                        DuneConstants.COLUMN_NAMES,
                        List.of("n", "name"),
                        DuneConstants.COLUMN_TYPES,
                        List.of("bigint", "varchar")));
        assertThat(exchange.getMessage().getHeader(DuneConstants.EXECUTION_ENDED_AT))
                .isEqualTo(status.getMessage().getHeader(DuneConstants.EXECUTION_ENDED_AT));
    }

    @Test
    void aHeaderThatIsLeftOverFromAnotherResultIsRemoved() {
        String id = completed(1);
        dune.fail(id, PageFault.without("result.metadata"));

        Exchange exchange = context.send(
                "dune:results",
                Map.of(
                        DuneConstants.EXECUTION_ID,
                        id,
                        DuneConstants.ERROR_MESSAGE,
                        "of another execution",
                        DuneConstants.COLUMN_NAMES,
                        List.of("of another result")));

        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys(DuneConstants.ERROR_MESSAGE, DuneConstants.COLUMN_NAMES);
    }

    @Test
    void aResultWithoutRowsIsAnEmptyList() {
        String id = dune.execution().completed().rows(StubRows.none("a")).start();

        Exchange exchange = results("", id);

        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of());
        assertThat(exchange.getMessage().getHeader(DuneConstants.ROW_COUNT)).isEqualTo(0L);
    }

    @Test
    void selectOneIsTheFirstRowAndRequestsNoMore() {
        String id = completed(7);

        Exchange exchange = results("?outputType=SelectOne", id);

        assertThat(exchange.getMessage().getBody()).isEqualTo(expectedRow(0));
        assertThat(exchange.getMessage().getHeader(DuneConstants.ROW_COUNT)).isEqualTo(1L);
        assertThat(pagesRequested(id)).containsExactly("limit=1");
    }

    @Test
    void selectOneOfNoRowsIsNull() {
        String id = dune.execution().completed().rows(StubRows.none("a")).start();

        Exchange exchange = results("?outputType=SelectOne", id);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isNull();
        assertThat(exchange.getMessage().getHeader(DuneConstants.ROW_COUNT)).isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ?limit=3                        | 3 | limit=3
            ?offset=5                       | 2 | limit=32000&offset=5
            ?limit=3&offset=5               | 2 | limit=3&offset=5
            ?columns=name                   | 7 | limit=32000&columns=name
            ?filters=RAW(n > 4 AND n < 100) | 2 | limit=32000&filters=n%20%3E%204%20AND%20n%20%3C%20100
            ?sortBy=n desc                  | 7 | limit=32000&sort_by=n%20desc
            """)
    void optionsSayWhichRows(String options, int count, String requested) {
        String id = completed(7);

        Exchange exchange = results(options, id);

        assertThat(exchange.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(count);
        assertThat(pagesRequested(id)).containsExactly(requested);
    }

    @Test
    void aSampleIsRequestedWithoutALimit() {
        String id = completed(100);

        assertThat(results("?sampleCount=5", id).getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(5);
        assertThat(pagesRequested(id)).containsExactly("sample_count=5");
    }

    @Test
    void aPartialResultIsReadIfAskedFor() {
        String id = dune.execution().completedPartial().rows(rows(3)).start();

        Exchange exchange = results("?allowPartialResults=true", id);

        assertThat(exchange.getMessage().getBody()).isEqualTo(expected(3));
        assertThat(exchange.getMessage().getHeader(DuneConstants.STATE)).isEqualTo("QUERY_STATE_COMPLETED_PARTIAL");
    }

    @Test
    void aPageThatCannotBeReadIsRequestedAgainAndNoRowIsThereTwice() {
        String id = completed(7);
        dune.fail(id, PageFault.cutInRow(1).nth(2), Fault.serverError(503).times(2));

        Exchange exchange = results("?pageSize=3", id);

        assertThat(exchange.getMessage().getBody()).isEqualTo(expected(7));
        assertThat(pagesRequested(id)).hasSize(6);
    }

    @Test
    void theExecutionIdOfTheOptionCountsWithoutAHeader() {
        String id = completed(1);

        assertThat(context.send("dune:results?executionId=" + id, Map.of())
                        .getMessage()
                        .getBody())
                .isEqualTo(expected(1));
    }

    @Test
    void laterPagesWaitForThePermitsOfTheKey() throws Exception {
        String id = completed(40);
        // a burst of two permits, then one in two thirds of a second; a hundred times as fast here
        List<CompletableFuture<Exchange>> sent =
                context.sendAsync("dune:results?pageSize=10&requestsPerMinute=100&rateLimitTimeout=600000", id, 10);

        for (CompletableFuture<Exchange> one : sent) {
            Exchange exchange = one.get(60, TimeUnit.SECONDS);
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody()).isEqualTo(expected(40));
        }
        assertThat(pagesRequested(id)).hasSize(40);
    }

    @Test
    void itIsTheSameInYaml() throws Exception {
        String id = completed(25);
        List<Object> received = new ArrayList<>();
        context.camel().getRegistry().bind("rows", (org.apache.camel.Processor)
                exchange -> received.add(exchange.getMessage().getBody()));
        context.loadYaml("""
                - route:
                    from:
                      uri: direct:yaml
                      steps:
                        - to:
                            uri: dune:results
                            parameters:
                              outputType: StreamList
                              pageSize: 10
                        - split:
                            simple: "${body}"
                            streaming: true
                            steps:
                              - process:
                                  ref: rows
                """);

        Exchange exchange = context.send("direct:yaml", id);

        assertThat(exchange.getException()).isNull();
        assertThat(received).isEqualTo(expected(25));
    }
}
