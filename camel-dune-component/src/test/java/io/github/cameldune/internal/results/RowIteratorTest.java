package io.github.cameldune.internal.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.internal.client.RowsRequest;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.health.RowCounts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RowIteratorTest {

    private final FakeDune dune = new FakeDune();

    @Test
    void allRowsComeOnceAndInOrderHoweverDuneShrinksThePages() throws Exception {
        dune.withRows(100).shrink = limit -> 7;
        assertThat(numbers(options(10))).hasSize(100).isSorted().doesNotHaveDuplicates();
        assertThat(dune.requests).hasSize(15);
        assertThat(offsets()).startsWith(null, "7", "14").endsWith("98");
        assertThat(dune.openBodies).isZero();
    }

    @Test
    void theNextOffsetAloneSaysWhereTheNextPageBegins() throws Exception {
        dune.withRows(3);
        dune.faults.add(request -> dune.body(dune.json(List.of("{\"n\":0}"), ",\"next_offset\":1000"), null));
        dune.faults.add(request -> dune.body(dune.json(List.of("{\"n\":1}"), ""), null));
        assertThat(numbers(options(10))).containsExactly(0, 1);
        assertThat(offsets()).containsExactly(null, "1000");
    }

    @Test
    void optionsArePassedOnAsDuneNamesThem() throws Exception {
        dune.withRows(20);
        RowsOptions options = new RowsOptions(5, 12L, 3, "a,\"b c\"", "n > 1", "n desc", null, true, 1 << 20);
        assertThat(numbers(options)).hasSize(12).startsWith(3).endsWith(14);
        assertThat(dune.requests.get(0).query())
                .hasToString("{limit=5, offset=3, columns=a,\"b c\", filters=n > 1, sort_by=n desc,"
                        + " allow_partial_results=true}");
        assertThat(dune.requests)
                .extracting(request -> request.query().get("limit"))
                .containsExactly("5", "5", "2");
        assertThat(dune.requests).extracting(RowsRequest::executionId).containsOnly(FakeDune.EXECUTION);
    }

    @Test
    void aPageWithMoreRowsThanTheLimitIsTrimmed() throws Exception {
        dune.withRows(20).shrink = limit -> 8;
        assertThat(numbers(new RowsOptions(5, 3L, 0, null, null, null, null, false, 1 << 20)))
                .containsExactly(0, 1, 2);
        assertThat(dune.requests).hasSize(1);
    }

    @Test
    void aSampleIsOnePageWithoutLimitAndOffset() throws Exception {
        dune.withRows(4);
        assertThat(numbers(sample())).hasSize(4);
        assertThat(dune.requests.get(0).query()).hasToString("{sample_count=4}");
    }

    @Test
    void aSampleThatComesInPartsIsAnError() {
        dune.withRows(4).shrink = limit -> 2;
        assertThatThrownBy(() -> numbers(sample()))
                .isInstanceOf(RowsException.class)
                .hasMessageContaining("sampleCount");
    }

    @Test
    void anOffsetThatDoesNotGrowIsAnErrorAfterTheRowsBefore() {
        dune.withRows(10).shrink = limit -> 5;
        dune.faults.add(null);
        dune.faults.add(request -> dune.body(dune.json(List.of("{\"n\":5}"), ",\"next_offset\":5"), null));
        List<Integer> seen = new ArrayList<>();
        assertThatThrownBy(() -> read(options(5), seen::add))
                .isInstanceOf(RowsException.class)
                .hasMessageContaining("the page at offset 5 names 5");
        assertThat(seen).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void emptyPagesAreSkippedButNotForEver() throws Exception {
        dune.withRows(1);
        dune.faults.add(request -> dune.body(dune.json(List.of(), ",\"next_offset\":1"), null));
        dune.faults.add(request -> dune.body(dune.json(List.of("{\"n\":7}"), ""), null));
        assertThat(numbers(options(5))).containsExactly(7);

        for (int i = 1; i <= 200; i++) {
            String next = ",\"next_offset\":" + i;
            dune.faults.add(request -> dune.body(dune.json(List.of(), next), null));
        }
        assertThatThrownBy(() -> numbers(options(5)))
                .isInstanceOf(RowsException.class)
                .hasMessageContaining("100 pages in a row had no rows");
    }

    @Test
    void aPageThatCannotBeReadIsRequestedAgainWithBackoff() throws Exception {
        dune.withRows(10);
        dune.faults.add(request -> dune.broken(request, 0.5));
        dune.faults.add(request -> dune.cutOff(request, 0.5));
        dune.faults.add(request -> FakeDune.answer(503, Verdict.FAILED, "busy"));
        dune.faults.add(request -> FakeDune.rateLimited(Duration.ofSeconds(30)));
        assertThat(numbers(options(10))).hasSize(10).isSorted().doesNotHaveDuplicates();
        assertThat(dune.pauses)
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(30));
        assertThat(dune.openBodies).isZero();
    }

    @Test
    void aWaitThatDuneAsksForIsCapped() throws Exception {
        dune.withRows(1).faults.add(request -> FakeDune.rateLimited(Duration.ofHours(1)));
        assertThat(numbers(options(10))).hasSize(1);
        assertThat(dune.pauses).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void afterFiveTriesTheIteratorThrowsEachTimeAndNeverEnds() throws Exception {
        dune.withRows(10);
        dune.faults.add(null);
        for (int i = 0; i < Retry.TRIES; i++) {
            dune.faults.add(request -> dune.broken(request, 0.9));
        }
        RuntimeException translated = new IllegalStateException("translated");
        List<RowsException> causes = new ArrayList<>();
        RowIterator rows = dune.reader(options(5)).stream(FakeDune.EXECUTION, e -> {
            causes.add(e);
            return translated;
        });
        for (int i = 0; i < 5; i++) {
            rows.next();
        }
        assertThatThrownBy(rows::hasNext).isSameAs(translated);
        assertThatThrownBy(rows::hasNext).isSameAs(translated);
        assertThatThrownBy(rows::next).isSameAs(translated);
        assertThat(causes).hasSize(1);
        RowsFailure failure = causes.get(0).failure();
        assertThat(failure).isInstanceOf(RowsFailure.Unavailable.class);
        assertThat(((RowsFailure.Unavailable) failure).answer().cause()).isInstanceOf(IOException.class);
        assertThat(failure.message()).contains("after 5 requests").contains("connection reset");
        assertThat(dune.requests).hasSize(6);
        assertThat(dune.openBodies).isZero();
    }

    @Test
    void exactlyOnePageIsReadAheadAndOnlyOnceTheFirstRowIsRead() throws Exception {
        dune.withRows(30);
        List<Runnable> tasks = new ArrayList<>();
        RowsReader reader = dune.reader(options(10), tasks::add);
        try (RowIterator rows = reader.stream(FakeDune.EXECUTION, e -> e)) {
            assertThat(rows.hasNext()).isTrue();
            assertThat(tasks).isEmpty();
            rows.next();
            assertThat(tasks).hasSize(1);
            tasks.get(0).run();
            assertThat(dune.requests).hasSize(2);
            for (int i = 1; i < 10; i++) {
                rows.next();
            }
            assertThat(tasks).hasSize(1);
            assertThat(dune.requests).hasSize(2);
            rows.next();
            assertThat(tasks).hasSize(2);
        }
    }

    @Test
    void anExecutorThatIsBusyOrStoppedLosesNoRows() throws Exception {
        dune.withRows(30);
        RowsReader busy = dune.reader(options(10), task -> {});
        RowsReader stopped = dune.reader(options(10), task -> {
            throw new RejectedExecutionException("stopped");
        });
        for (RowsReader reader : List.of(busy, stopped)) {
            List<Object> seen = new ArrayList<>();
            reader.stream(FakeDune.EXECUTION, e -> e).forEachRemaining(row -> seen.add(row.get("n")));
            assertThat(seen).hasSize(30);
        }
        assertThat(dune.requests).hasSize(6);
    }

    @Test
    void closedInTheMiddleItThrowsInsteadOfEnding() throws Exception {
        dune.withRows(30);
        RowIterator rows = dune.reader(options(10)).stream(FakeDune.EXECUTION, e -> e);
        rows.next();
        rows.close();
        rows.close();
        assertThatThrownBy(rows::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(dune.openBodies).isZero();
    }

    @Test
    void closedAfterTheLastRowItHasEnded() throws Exception {
        dune.withRows(1);
        RowIterator rows = dune.reader(options(10)).stream(FakeDune.EXECUTION, e -> e);
        rows.next();
        assertThat(rows.hasNext()).isFalse();
        rows.close();
        assertThat(rows.hasNext()).isFalse();
        assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void whatTheSourceThrowsReachesTheCaller() throws Exception {
        dune.withRows(30);
        dune.faults.add(null);
        dune.faults.add(request -> {
            throw new IllegalArgumentException("no permit");
        });
        RowIterator rows = dune.reader(options(10)).stream(FakeDune.EXECUTION, e -> e);
        for (int i = 0; i < 10; i++) {
            rows.next();
        }
        assertThatThrownBy(rows::hasNext)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no permit");
    }

    @Test
    void rowsPagesAndBytesAreCounted() throws Exception {
        dune.withRows(25).faults.add(request -> dune.broken(request, 0.5));
        RowCounts counts = dune.counts;
        dune.reader(options(10)).stream(FakeDune.EXECUTION, e -> e).forEachRemaining(row -> {});
        assertThat(counts.pages()).isEqualTo(3);
        assertThat(counts.rows()).isEqualTo(25);
        assertThat(counts.bytes()).isGreaterThan(25 * 7);
        assertThat(counts.repeated()).isEqualTo(1);
    }

    private static RowsOptions sample() {
        return new RowsOptions(2, null, 0, null, null, null, 4L, false, 1 << 20);
    }

    private static RowsOptions options(int pageSize) {
        return new RowsOptions(pageSize, null, 0, null, null, null, null, false, 1 << 20);
    }

    private List<String> offsets() {
        return dune.requests.stream()
                .map(request -> request.query().get("offset"))
                .toList();
    }

    private List<Integer> numbers(RowsOptions options) throws InterruptedException {
        List<Integer> numbers = new ArrayList<>();
        read(options, numbers::add);
        return numbers;
    }

    private void read(RowsOptions options, Consumer<Integer> seen) throws InterruptedException {
        dune.requests.clear();
        try (RowIterator rows = dune.reader(options).stream(FakeDune.EXECUTION, e -> e)) {
            rows.forEachRemaining(row -> seen.accept((Integer) row.get("n")));
        }
    }
}
