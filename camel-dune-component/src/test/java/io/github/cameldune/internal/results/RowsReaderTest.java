package io.github.cameldune.internal.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.health.RowCounts;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, first rows, the latest execution; and why there are no rows. */
class RowsReaderTest {

    private final FakeDune dune = new FakeDune();

    @AfterEach
    void noConnectionIsLeftOpen() {
        assertThat(dune.openBodies).isZero();
    }

    @Test
    void aListHasAllRowsAndTheHead() throws Exception {
        dune.withRows(100).shrink = limit -> 30;
        RowList list = dune.list(FakeDune.ALL, 100);
        assertThat(list.rows()).hasSize(100);
        assertThat(list.head().columnNames()).containsExactly("n");
        assertThat(list.head().columnTypes()).containsExactly("bigint");
        assertThat(list.head().status().queryId()).isEqualTo(4242);
    }

    @Test
    void moreRowsThanMaxRowsAreRefusedAfterTheFirstPageWhereDuneTellsTheirNumber() {
        dune.withRows(101).shrink = limit -> 30;
        assertThat(failure(() -> dune.list(FakeDune.ALL, 100)))
                .isEqualTo(new RowsFailure.TooManyRows(100))
                .extracting(RowsFailure::message)
                .asString()
                .contains("maxRows (100)")
                .contains("StreamList");
        assertThat(dune.requests).hasSize(1);
        assertThat(dune.requests.get(0).query()).containsEntry("limit", "101");
    }

    @Test
    void withFiltersTheRowsThemselvesAreCounted() {
        dune.withRows(1000).shrink = limit -> Math.min(limit, 30);
        RowsOptions filtered = new RowsOptions(30, null, 0, null, "n > 0", null, null, false, 1 << 20);
        assertThat(failure(() -> dune.list(filtered, 100))).isEqualTo(new RowsFailure.TooManyRows(100));
        assertThat(dune.requests).hasSize(4);
        assertThat(dune.requests.get(3).query()).containsEntry("limit", "11");
    }

    @Test
    void aLimitWithinMaxRowsReadsThatPartOfALargerResult() throws Exception {
        dune.withRows(1000);
        RowsOptions limited = new RowsOptions(30, 100L, 0, null, null, null, null, false, 1 << 20);
        assertThat(dune.list(limited, 100).rows()).hasSize(100);
    }

    @Test
    void theFirstRowCostsOneRow() throws Exception {
        dune.withRows(5);
        assertThat(dune.first(FakeDune.ALL).rows()).hasToString("[{n=0}]");
        assertThat(dune.requests).hasSize(1);
        assertThat(dune.requests.get(0).query()).containsEntry("limit", "1");
        dune.rows.clear();
        assertThat(dune.first(FakeDune.ALL).rows()).isEmpty();
    }

    private Answer<ResultHead> latest() {
        return LatestResult.read(dune.page(LatestResult.request(4242)), new RowCounts());
    }

    @Test
    void theLatestExecutionIsToldInWhateverState() throws Exception {
        dune.withRows(5);
        assertThat(latest().value().status().executionId()).isEqualTo(FakeDune.EXECUTION.value());
        assertThat(dune.requests.get(0).queryId()).isEqualTo(4242);
        assertThat(dune.requests.get(0).executionId()).isNull();
        dune.faults.add(request -> dune.body("{\"execution_id\":\"X\",\"state\":\"QUERY_STATE_FAILED\"}", null));
        assertThat(latest().value().status().isTerminal()).isTrue();
        dune.faults.add(request -> FakeDune.answer(404, Verdict.MISDIRECTED, "not found"));
        assertThat(latest().statusCode()).isEqualTo(404);
        assertThat(dune.statusRequests).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, NotFinished, dune:await",
        "EXECUTING, NotFinished, QUERY_STATE_EXECUTING",
        "FAILED, Ended, Column 'x' does not exist",
        "CANCELLED, Ended, QUERY_STATE_CANCELED",
        "CANCELED, Ended, QUERY_STATE_CANCELED",
        "EXPIRED, Ended, QUERY_STATE_EXPIRED",
        "COMPLETED_PARTIAL, Partial, allowPartialResults=true",
        "COMPLETED, NoResult, has no result"
    })
    void anAnswerWithoutRowsSaysWhyAtOnce(String state, String kind, String message) {
        dune.faults.add(request -> dune.body(
                "{\"state\":\"QUERY_STATE_" + state + "\",\"error\":"
                        + ("FAILED".equals(state) ? "{\"message\":\"Column 'x' does not exist\"}" : "null") + "}",
                null));
        RowsFailure failure = failure(() -> dune.list(FakeDune.ALL, 100));
        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure.message()).contains(message);
        assertThat(dune.requests).hasSize(1);
    }

    @Test
    void aPartialResultIsReadWhereItIsAskedFor() throws Exception {
        dune.withRows(3).status = FakeDune.COMPLETED.replace("COMPLETED", "COMPLETED_PARTIAL");
        RowsOptions partial = new RowsOptions(30, null, 0, null, null, null, null, true, 1 << 20);
        assertThat(dune.list(partial, 100).rows()).hasSize(3);
        assertThat(failure(() -> dune.list(FakeDune.ALL, 100))).isInstanceOf(RowsFailure.Partial.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 422})
    void aRefusalThatNamesThePartialResultIsOneWhateverItsCode(int code) {
        Verdict verdict = code == 403 ? Verdict.KEY_REFUSED : Verdict.MISDIRECTED;
        dune.faults.add(request -> FakeDune.answer(
                code, verdict, "{\"error\":\"Partial Result, please request with 'allows_partial_results=true'\"}"));
        assertThat(failure(() -> dune.list(FakeDune.ALL, 100))).isEqualTo(new RowsFailure.Partial(null));
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED_PARTIAL, Partial", "EXECUTING, NotFinished", "EXPIRED, Ended", "COMPLETED, Refused"})
    void theStatusExplainsARefusal(String state, String kind) {
        dune.status = "{\"state\":\"QUERY_STATE_" + state + "\"}";
        dune.faults.add(request -> FakeDune.answer(400, Verdict.UNKNOWN_EXECUTION, "{\"error\":\"no\"}"));
        RowsFailure failure = failure(() -> dune.list(FakeDune.ALL, 100));
        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(dune.statusRequests).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"401, KEY_REFUSED", "402, BILLING_LIMIT", "403, KEY_REFUSED"})
    void aRefusedKeyIsNotTriedAgain(int code, Verdict verdict) {
        dune.faults.add(request -> FakeDune.answer(code, verdict, "{\"error\":\"invalid API Key\"}"));
        assertThat(failure(() -> dune.list(FakeDune.ALL, 100)))
                .isInstanceOf(RowsFailure.Refused.class)
                .extracting(RowsFailure::message)
                .asString()
                .contains(Integer.toString(code))
                .contains("invalid API Key");
        assertThat(dune.requests).hasSize(1);
        assertThat(dune.statusRequests).isZero();
    }

    @Test
    void aPageOverMaxPageBytesIsNotReadToItsEndAndNotRequestedAgain() {
        dune.withRows(10_000);
        RowsOptions small = new RowsOptions(10_000, null, 0, null, null, null, null, false, 10_000);
        assertThat(failure(() -> dune.list(small, 100_000)))
                .isEqualTo(new RowsFailure.PageTooLarge(10_000))
                .extracting(RowsFailure::message)
                .asString()
                .contains("maxPageBytes (10000")
                .contains("pageSize");
        assertThat(dune.requests).hasSize(1);
        dune.rows.clear();
        dune.withRecords(10_000);
        assertThat(failure(() -> dune.reader(small).csv(FakeDune.EXECUTION, e -> e)))
                .isEqualTo(new RowsFailure.PageTooLarge(10_000));
    }

    @Test
    void rowsOfAnotherExecutionAreUnreadable() throws Exception {
        dune.withRows(3);
        dune.faults.add(request -> dune.body(
                "{\"execution_id\":\"other\",\"state\":\"QUERY_STATE_COMPLETED\","
                        + "\"result\":{\"rows\":[{\"n\":99}]}}",
                null));
        assertThat(dune.list(FakeDune.ALL, 100).rows()).hasToString("[{n=0}, {n=1}, {n=2}]");
    }

    @Test
    void whatStaysUnreadableIsAnError() {
        for (int i = 0; i < Retry.TRIES; i++) {
            dune.faults.add(request -> dune.body("<html>", null));
        }
        assertThat(failure(() -> dune.list(FakeDune.ALL, 100)))
                .isInstanceOf(RowsFailure.Unreadable.class)
                .extracting(RowsFailure::message)
                .asString()
                .contains("after 5 requests: it is no JSON")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0, -, 0, -, -, 1, pageSize",
                "1, 0, 0, -, -, 1, limit",
                "1, -, -1, -, -, 1, offset",
                "1, -, 0, -, 0, 1, sampleCount",
                "1, -, 0, -, -, 0, maxPageBytes",
                "1, -, 0, -, -, 600000000, maxPageBytes",
                "1, 5, 0, -, 5, 1, sampleCount",
                "1, -, 1, -, 5, 1, sampleCount",
                "1, -, 0, x, 5, 1, sampleCount"
            })
    void anOptionThatCannotBeIsNamed(
            int pageSize, Long limit, long offset, String filters, Long sample, long bytes, String option) {
        assertThatThrownBy(() -> new RowsOptions(pageSize, limit, offset, null, filters, null, sample, false, bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(option);
    }

    @Test
    void rowsOfDifferentShapeStayDifferent() throws Exception {
        dune.rows.addAll(List.of("{\"a\":1}", "{\"b\":2,\"a\":3}", "{}"));
        assertThat(dune.list(FakeDune.ALL, 100).rows()).hasToString("[{a=1}, {b=2, a=3}, {}]");
    }

    /** Something that reads rows. */
    private interface Reading {
        Object run() throws Exception;
    }

    private static RowsFailure failure(Reading reading) {
        return catchThrowableOfType(RowsException.class, reading::run).failure();
    }
}
