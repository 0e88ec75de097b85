package io.github.cameldune.internal.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages of one result share the arrays of their rows. */
class ChunkPoolTest {

    private final ChunkPool pool = new ChunkPool();

    @Test
    void anArrayIsUsedAgainOnceItWasReleased() {
        byte[] first = pool.take(10);
        byte[] second = pool.take(10);

        assertThat(second).isNotSameAs(first);
        pool.release(first);
        assertThat(pool.take(10)).isSameAs(first);
    }

    @Test
    void anArrayOfALongRowIsNotKept() {
        byte[] large = pool.take(1 << 20);

        pool.release(large);

        assertThat(large.length).isGreaterThanOrEqualTo(1 << 20);
        assertThat(pool.take(10)).isNotSameAs(large);
    }

    @Test
    void rowsOfTwoPagesThatAreReadInTurnStayWhatTheyWere() throws Exception {
        String wide = "x".repeat(100_000);
        RowsPage first = page(0, wide);
        List<Object> read = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            read.add(first.next().get("n"));
        }

        // takes what the rows given out have released, while the others still wait
        RowsPage second = page(5000, wide);
        for (int i = 3000; i < 5000; i++) {
            read.add(first.next().get("n"));
        }
        Map<String, Object> last = first.next();
        for (int i = 0; i < 5000; i++) {
            read.add(second.next().get("n"));
        }

        assertThat(read)
                .isEqualTo(IntStream.range(0, 10_000)
                        .mapToObj(n -> "row " + n + " of some length, as names are")
                        .toList());
        assertThat(last).containsEntry("n", wide);
        assertThat(second.next()).containsEntry("n", wide);
    }

    private RowsPage page(int from, String last) throws Exception {
        String rows = IntStream.range(from, from + 5000)
                .mapToObj(n -> "{\"n\":\"row " + n + " of some length, as names are\"},")
                .collect(Collectors.joining());
        String text = "{\"execution_id\":\"01HKZJ2683PHF9Q9PHHQ8FW4Q1\",\"state\":\"QUERY_STATE_COMPLETED\","
                + "\"is_execution_finished\":true,\"result\":{\"rows\":[" + rows + "{\"n\":\"" + last + "\"}]}}";
        return RowsPageParser.parse(
                new BoundedContent(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1 << 28), pool);
    }
}
