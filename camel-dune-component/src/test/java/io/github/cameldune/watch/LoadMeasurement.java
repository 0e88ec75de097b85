package io.github.cameldune.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.cameldune.watch.store.JdbcWatchStore;
import io.github.cameldune.watch.store.Postgres;
import io.github.cameldune.watch.store.WatchStore;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Prints what it takes to load 100,000 watches from PostgreSQL. Its name keeps it out of the test run: {@code mvn test
 * -Dtest=LoadMeasurement} runs it.
 */
class LoadMeasurement {

    private static final int WATCHES = 100_000;

    @Test
    void loadsAHundredThousandWatchesFromPostgresql() throws SQLException {
        WatchStore store = new JdbcWatchStore(Postgres.database());
        store.ids("default");
        Postgres.execute("INSERT INTO CAMEL_DUNE_WATCH SELECT 'default', '01HKZJ2683PHF9Q9' || lpad(i::text, 10, '0'), "
                + "'{\"state\":\"QUERY_STATE_EXECUTING\",\"since\":\"2026-01-01T00:00:00Z\",\"headers\":{\"orderId\":\"' || i "
                + "|| '\",\"replyTo\":\"' || repeat('x', 60) || '\"}}' FROM generate_series(1, " + WATCHES + ") AS i");

        for (int run = 1; run <= 5; run++) {
            long heapBefore = usedHeap();
            long allocatedBefore = allocated();
            long start = System.nanoTime();
            Map<String, String> loaded = store.load("default");
            long millis = (System.nanoTime() - start) / 1_000_000;
            long allocated = allocated() - allocatedBefore;
            long retained = usedHeap() - heapBefore;
            assertThat(loaded).hasSize(WATCHES);

            start = System.nanoTime();
            Set<String> ids = store.ids("default");
            long idsMillis = (System.nanoTime() - start) / 1_000_000;
            assertThat(ids).hasSize(WATCHES);
            System.out.printf(
                    "run %d: load %d ms, %d B allocated and %d B retained a watch (text %d B), ids %d ms%n",
                    run,
                    millis,
                    allocated / WATCHES,
                    retained / WATCHES,
                    loaded.values().stream().mapToLong(String::length).sum() / WATCHES,
                    idsMillis);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
