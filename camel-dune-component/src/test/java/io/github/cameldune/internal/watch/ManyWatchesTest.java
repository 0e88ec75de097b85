package io.github.cameldune.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.Answers;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.schedule.PollQueue;
import io.github.cameldune.internal.schedule.PollSchedule;
import io.github.cameldune.internal.schedule.Ulids;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.time.VirtualTime;
import io.github.cameldune.watch.store.MapWatchStore;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints what 100,000 watches take: memory, and the time of a processor to begin them. */
@Tag("measure")
class ManyWatchesTest {

    private static final int WATCHES = 100_000;
    private static final int MOST_BYTES = 1024;

    private final VirtualTime time = new VirtualTime();

    @Test
    void aWatchTakesAtMostAKibibyteBesideItsRow() {
        ConcurrentMap<String, String> rows = new ConcurrentHashMap<>();
        for (int i = 0; i < WATCHES; i++) {
            ExecutionId id = Ulids.at(time.instant(), i);
            Watch watch = Watch.of(id, time.instant())
                    .with(null, null, Map.of("OrderId", "order-" + i))
                    .delivered("QUERY_STATE_EXECUTING");
            rows.put("many/" + id, WatchJson.write(watch));
        }
        RateLimiter limiter = new RateLimiter("requestsPerMinute", time, time);
        // only the first is polled, so that what is measured stays as it was loaded
        limiter.configure(this, 1, 1);
        QueryDurations durations = new QueryDurations();
        ErrorBackoff backoff = new ErrorBackoff(Duration.ofSeconds(1), Duration.ofSeconds(1), new Random(1));
        Duration minute = Duration.ofMinutes(1);
        Watcher watcher = new Watcher(
                new Watcher.Setup(
                        new WatchList(new MapWatchStore(rows), "many", time, new WatchCounts()),
                        false,
                        Set.of(),
                        StateSelection.parse("all"),
                        id -> Answers.BROKEN,
                        new PollQueue(limiter, Runnable::run, time, durations, time),
                        new PollSchedule(Duration.ofSeconds(1), minute, true, durations, backoff),
                        durations,
                        Runnable::run,
                        Runnable::run,
                        backoff,
                        Duration.ofHours(24),
                        Duration.ofMinutes(5),
                        () -> "one request a minute",
                        time),
                new Watching());
        long before = usedHeap();
        long busy = busy();
        watcher.open();
        watcher.tick();
        busy = busy() - busy;
        long bytes = (usedHeap() - before) / WATCHES;

        assertThat(watcher.size()).isEqualTo(WATCHES);
        System.out.printf(
                "%d watches: %d bytes each, begun in %d ms of a processor%n", WATCHES, bytes, busy / 1_000_000);
        assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES);
        watcher.close();
    }

    private static long busy() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
