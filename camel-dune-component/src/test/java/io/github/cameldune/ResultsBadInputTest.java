package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.stub.Fault;
import io.github.cameldune.stub.PageFault;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchHeaderException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code dune:results} cannot read, or shall not: an exception that says why, and what to do. */
class ResultsBadInputTest extends RowsTestSupport {

    @ParameterizedTest
    @EnumSource(DuneOutputType.class)
    void rowsOfAnExecutionThatRunsAreNotFinished(DuneOutputType type) {
        String id = dune.execution().state("EXECUTING").start();

        Exchange exchange = results("?outputType=" + type, id);

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(DuneNotFinishedException.class, e -> {
                    assertThat(e.getExecutionId()).isEqualTo(id);
                    assertThat(e.getState()).isEqualTo("QUERY_STATE_EXECUTING");
                })
                .hasMessageContainingAll(id, "QUERY_STATE_EXECUTING", "dune:await");
        assertThat(exchange.getMessage().getBody()).isNull();
    }

    @ParameterizedTest
    @EnumSource(DuneOutputType.class)
    void theFailureOfAnExecutionSaysWhere(DuneOutputType type) {
        String id = dune.execution()
                .failed("syntax_error", "Table 'x' does not exist", 3, 14)
                .start();

        assertThat(results("?outputType=" + type, id).getException())
                .isInstanceOfSatisfying(DuneExecutionException.class, e -> {
                    assertThat(e.getExecutionId()).isEqualTo(id);
                    assertThat(e.getState()).isEqualTo("QUERY_STATE_FAILED");
                    assertThat(e.getErrorType()).isEqualTo("syntax_error");
                    assertThat(e.getErrorMessage()).isEqualTo("Table 'x' does not exist");
                    assertThat(e.getLine()).isEqualTo(3);
                    assertThat(e.getColumn()).isEqualTo(14);
                })
                .hasMessageContainingAll(id, "QUERY_STATE_FAILED", "Table 'x' does not exist");
    }

    @Test
    void cancelledAndExpiredExecutionsHaveNoRows() {
        String cancelled = dune.execution().cancelled().start();
        String expired = dune.execution().expired().start();

        assertThat(results("", cancelled).getException()).isInstanceOfSatisfying(DuneExecutionException.class, e -> {
            assertThat(e.getState()).isEqualTo("QUERY_STATE_CANCELED");
            assertThat(e.getErrorMessage()).isNull();
        });
        assertThat(results("", expired).getException())
                .isInstanceOfSatisfying(DuneExecutionException.class, e -> assertThat(e.getState())
                        .isEqualTo("QUERY_STATE_EXPIRED"));
    }

    @ParameterizedTest
    @EnumSource(DuneOutputType.class)
    void aPartialResultIsRefusedUnlessAskedFor(DuneOutputType type) {
        String id = dune.execution().completedPartial().rows(rows(3)).start();

        assertThat(results("?outputType=" + type, id).getException())
                .isInstanceOfSatisfying(DunePartialResultException.class, e -> assertThat(e.getExecutionId())
                        .isEqualTo(id))
                .hasMessageContaining("allowPartialResults=true");
    }

    @Test
    void moreRowsThanMaxRowsAreRefusedBeforeTheyArePaidFor() {
        String id = completed(50);

        assertThat(results("?maxRows=20&pageSize=10", id).getException())
                .isInstanceOf(DuneResultTooLargeException.class)
                .hasMessageContainingAll(id, "maxRows (20)", "StreamList");
        assertThat(pagesRequested(id)).containsExactly("limit=10");
    }

    @Test
    void asManyRowsAsMaxRowsAreNotTooMany() {
        assertThat(results("?maxRows=20&pageSize=10", completed(20))
                        .getMessage()
                        .getBody())
                .isEqualTo(expected(20));
    }

    @Test
    void aPageOverMaxPageBytesIsRefusedAndNotRequestedAgain() {
        String id = completed(1000);

        assertThat(results("?maxPageBytes=5000", id).getException())
                .isInstanceOf(DuneResultTooLargeException.class)
                .hasMessageContainingAll("maxPageBytes (5000", "pageSize");
        assertThat(pagesRequested(id)).hasSize(1);
    }

    @Test
    void aCompletedAnswerWithoutResultIsUnreadable() {
        String id = completed(3);
        dune.fail(id, PageFault.without("result").forever());

        assertThat(results("", id).getException())
                .isInstanceOf(DuneUnreadableResponseException.class)
                .hasMessageContainingAll(id, "no result");
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(Fault.notFound(), DuneNotFoundException.class, 1),
                Arguments.of(Fault.badRequest(), DuneBadRequestException.class, 1),
                Arguments.of(Fault.unauthorized(), DuneUnauthorizedException.class, 1),
                Arguments.of(Fault.paymentRequired(), DunePaymentRequiredException.class, 1),
                Arguments.of(Fault.serverError(500), DuneServerException.class, 5),
                Arguments.of(Fault.html(), DuneUnreadableResponseException.class, 5),
                Arguments.of(PageFault.cutInRow(1), DuneUnreadableResponseException.class, 5),
                Arguments.of(Fault.otherExecution(), DuneUnreadableResponseException.class, 5),
                Arguments.of(Fault.reset(), java.io.IOException.class, 5));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerThatIsNoPageIsTheExceptionOfItsKind(Fault fault, Class<?> exception, int requests) {
        String id = completed(3);
        dune.fail(id, fault.forever());

        Exchange exchange = results("", id);

        assertThat(exchange.getException()).isInstanceOf(exception);
        assertThat(exchange.getMessage().getBody()).isNull();
        assertThat(pagesRequested(id)).hasSize(requests);
    }

    @Test
    void withoutAnExecutionNothingIsRequested() {
        assertThat(context.send("dune:results", Map.of()).getException())
                .isInstanceOf(NoSuchHeaderException.class)
                .hasMessageContaining("CamelDuneExecutionId");
        assertThat(context.send("dune:results", "../../x").getException())
                .isInstanceOf(InvalidExecutionIdException.class);
        assertThat(dune.requestCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dune:results?outputType=Table                | outputType | Table
            dune:results?pageSize=0                      | pageSize   | at least 1
            dune:results?maxRows=-1                      | maxRows    | at least 1
            dune:results?maxPageBytes=0                  | maxPageBytes | at least 1
            dune:results?limit=0                         | limit      | at least 1
            dune:results?offset=-1                       | offset     | at least 0
            dune:results?sampleCount=0                   | sampleCount | at least 1
            dune:results?sampleCount=5&limit=3           | sampleCount | limit
            dune:results?outputType=Csv&maxRows=5        | maxRows    | limit
            dune:results?pageSize=many                   | pageSize   | many
            dune:results?states=terminal                 | states     | dune:status
            dune:results?executionIds=a                  | executionIds | executionId
            dune:status?outputType=Csv                   | outputType | dune:results
            dune:await?limit=5                           | limit      | dune:results
            """)
    void aRouteOfWrongOptionsDoesNotStart(String uri, String option, String cure) {
        assertThatThrownBy(() -> RouteBuilder.addRoutes(
                        context.camel(), routes -> routes.from("direct:wrong").to(uri)))
                .satisfies(messages(option, cure));
    }

    @Test
    void rowsCannotBeConsumed() {
        assertThatThrownBy(() -> RouteBuilder.addRoutes(
                        context.camel(), routes -> routes.from("dune:results").to("log:x")))
                .satisfies(messages("dune:results", "dune:status"));
    }

    /** Of the exception or one of its causes. */
    static Consumer<Throwable> messages(String... parts) {
        return thrown -> {
            StringBuilder all = new StringBuilder();
            for (Throwable one = thrown; one != null; one = one.getCause()) {
                all.append(one.getMessage()).append('\n');
            }
            assertThat(all).contains(parts);
        };
    }
}
