package io.github.cameldune.internal.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.internal.client.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvStreamTest {

    private final FakeDune dune = new FakeDune();

    @Test
    void pagesAreJoinedWithOneHeaderRow() throws Exception {
        dune.withRecords(25);
        assertThat(csv(options(10, null)))
                .isEqualTo(
                        "n\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21\n22\n23\n24\n");
        assertThat(dune.requests).hasSize(3).allMatch(request -> request.csv());
        assertThat(dune.openBodies).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n",
                "a,b\r\n",
                "\"a\nb\",\"c \"\"d\"\",\n\"\n",
                "\"a\r\nb\",c\r\n",
                "\"\",\"\"\n",
                "Größe,\"東\n京\"\n",
                "a\"b\",c\n"
            })
    void aHeaderRowMayHoldQuotesAndLineBreaks(String header) throws Exception {
        dune.csvHeader = header;
        for (int n = 0; n < 5; n++) {
            dune.rows.add(n + ",\"x\n" + n + "\"\n");
        }
        assertThat(csv(options(2, null))).isEqualTo(header + String.join("", dune.rows));
        assertThat(dune.requests).hasSize(3);
    }

    @Test
    void aHeaderRowThatIsLongerThanABufferIsJoinedAsWell() throws Exception {
        dune.csvHeader = "\"" + "long\n".repeat(40_000) + "\"\n";
        dune.withRecords(5);
        assertThat(csv(options(2, null))).isEqualTo(dune.csvHeader + "0\n1\n2\n3\n4\n");
    }

    @Test
    void aPageThatDoesNotEndItsLastLineGetsALineFeed() throws Exception {
        dune.faults.add(request -> dune.body("n\n0", 1L));
        dune.faults.add(request -> dune.body("n", 2L));
        dune.faults.add(request -> dune.body("n\r\n1\r\n2", null));
        assertThat(csv(options(10, null))).isEqualTo("n\n0\n1\r\n2");
    }

    @Test
    void anEmptyResultHasAHeaderRow() throws Exception {
        assertThat(csv(options(10, null))).isEqualTo("n\n");
    }

    @Test
    void anEmptyValueInOneColumnIsARow() throws Exception {
        dune.rows.addAll(List.of("1\n", "\n", "\n", "2\n"));
        assertThat(csv(options(2, null))).isEqualTo("n\n1\n\n\n2\n");
    }

    @Test
    void theLimitHoldsWhateverDuneSends() throws Exception {
        dune.withRecords(100_000);
        dune.shrink = limit -> 60_000;
        String csv = csv(options(10, 50_000L));
        assertThat(csv).startsWith("n\n0\n1\n").endsWith("\n49999\n");
        assertThat(dune.requests).hasSize(1);
    }

    @Test
    void aPageThatBreaksOffIsRequestedAgain() throws Exception {
        dune.withRecords(25);
        dune.faults.add(request -> dune.broken(request, 0.5));
        dune.faults.add(null);
        dune.faults.add(request -> dune.broken(request, 0.5));
        dune.faults.add(request -> FakeDune.answer(502, Verdict.FAILED, ""));
        assertThat(csv(options(10, null)).lines().skip(1).map(Integer::valueOf))
                .hasSize(25)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(dune.requests).hasSize(6);
        assertThat(dune.openBodies).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b\n1,2\n3", "a,b\n1,\"2\n", "a,b\n1,2,3\n", "<html>\n<a,b>\n"})
    void aPageThatIsCutOffOrNoCsvIsRequestedAgain(String page) throws Exception {
        dune.csvHeader = "a,b\n";
        dune.rows.add("1,2\n");
        dune.faults.add(request -> dune.body(page, null));
        assertThat(csv(options(10, null))).isEqualTo("a,b\n1,2\n");
        assertThat(dune.requests).hasSize(2);
    }

    @Test
    void aHeaderRowThatChangesIsAnErrorAfterTheRowsBefore() throws Exception {
        dune.withRecords(10);
        dune.faults.add(null);
        for (int i = 0; i < Retry.TRIES; i++) {
            dune.faults.add(request -> dune.body("m\n5\n", null));
        }
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try (CsvStream csv = dune.reader(options(5, null)).csv(FakeDune.EXECUTION, e -> e)) {
            assertThatThrownBy(() -> csv.transferTo(seen))
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(RowsException.class)
                    .hasMessageContaining("its header row differs");
            assertThatThrownBy(csv::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("its header row differs");
        }
        assertThat(seen).hasToString("n\n0\n1\n2\n3\n4\n");
    }

    @Test
    void closedInTheMiddleItThrowsInsteadOfEnding() throws Exception {
        dune.withRecords(10);
        CsvStream csv = dune.reader(options(5, null)).csv(FakeDune.EXECUTION, e -> e);
        assertThat(csv.read()).isEqualTo('n');
        csv.close();
        csv.close();
        assertThatThrownBy(csv::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void anIoErrorStaysWhatItIs() throws Exception {
        dune.withRecords(10);
        CsvStream csv = dune.reader(options(5, null))
                .csv(
                        FakeDune.EXECUTION,
                        e -> ((RowsFailure.Unavailable) e.failure()).answer().cause());
        for (int i = 0; i < Retry.TRIES; i++) {
            dune.faults.add(request -> dune.broken(request, 0.5));
        }
        assertThatThrownBy(csv::readAllBytes)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("connection reset");
    }

    @Test
    void theStatusIsReadFirstAndDecides() throws Exception {
        dune.withRecords(1);
        try (CsvStream csv = dune.reader(options(5, null)).csv(FakeDune.EXECUTION, e -> e)) {
            assertThat(csv.head().status().state()).isEqualTo(ExecutionState.COMPLETED);
        }
        dune.requests.clear();
        dune.status = "{\"state\":\"QUERY_STATE_EXECUTING\"}";
        assertThatThrownBy(() -> csv(options(5, null)))
                .isInstanceOfSatisfying(
                        RowsException.class, e -> assertThat(e.failure()).isInstanceOf(RowsFailure.NotFinished.class));
        assertThat(dune.requests).isEmpty();
    }

    private String csv(RowsOptions options) throws Exception {
        try (CsvStream csv = dune.reader(options).csv(FakeDune.EXECUTION, e -> e)) {
            return new String(csv.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static RowsOptions options(int pageSize, Long limit) {
        return new RowsOptions(pageSize, limit, 0, null, null, null, null, false, 1 << 20);
    }
}
