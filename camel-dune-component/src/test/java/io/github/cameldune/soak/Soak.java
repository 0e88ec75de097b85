package io.github.cameldune.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ThrowingRunnable;

/**
 * One run: so many watches, some of which change each minute, for a while. An execution that ends is replaced by a new
 * one, which is registered at once.
 *
 * @param name for the printed line
 * @param watches how many at a time
 * @param changesPerMinute of the state of any of them
 * @param time how long they change
 * @param maxPollInterval the consumer's option
 * @param routeMillis how long the route takes for an exchange
 * @param oneInFails one exchange in so many fails; 0 for none
 */
record Soak(
        String name,
        int watches,
        int changesPerMinute,
        Duration time,
        Duration maxPollInterval,
        int routeMillis,
        int oneInFails) {

    /** The default of maxConcurrentRequests. */
    private static final int POLLING_THREADS = 10;

    /** Of heap: what is queued, and what the JVM itself adds while it warms up. */
    private static final long GROWTH = 16 << 20;

    void run(Path directory) throws Exception {
        AtomicReference<SoakProcess> running = new AtomicReference<>();
        AtomicReference<SoakServer> serving = new AtomicReference<>();
        try (SoakServer server = new SoakServer(ended -> replace(serving.get(), running.get(), ended))) {
            serving.set(server);
            Path ids = register(server, directory);
            server.start();
            try (SoakProcess process =
                    new SoakProcess(server.baseUrl(), ids, maxPollInterval.toMillis(), routeMillis, oneInFails)) {
                running.set(process);
                process.listen();
                soak(server, process);
            }
        }
    }

    private Path register(SoakServer server, Path directory) throws IOException {
        List<String> ids = new ArrayList<>();
        // old enough to be asked about each maxPollInterval
        Instant submitted = Instant.now().minus(Duration.ofHours(4));
        for (int i = 0; i < watches; i++) {
            SoakExecution execution = new SoakExecution(submitted);
            server.add(execution);
            ids.add(execution.id());
        }
        return Files.write(directory.resolve("ids"), ids);
    }

    private static void replace(SoakServer server, SoakProcess process, SoakExecution ended) {
        server.executions().remove(ended.id());
        SoakExecution next = new SoakExecution(Instant.now());
        server.add(next);
        process.watch(next.id());
    }

    private void soak(SoakServer server, SoakProcess process) throws InterruptedException {
        awaitWithin(maxPollInterval.multipliedBy(3), () -> assertThat(
                        server.executions().values())
                .filteredOn(one -> !one.isTold())
                .as("never asked about")
                .isEmpty());
        Set<String> known = new HashSet<>(server.told());
        SoakProcess.Measured start = process.measure();
        int changes = change(server, time.dividedBy(2));
        SoakProcess.Measured middle = process.measure();
        changes += change(server, time.dividedBy(2));
        int backlog = missing(server, process, known).size();
        SoakProcess.Measured loaded = process.measure();
        awaitWithin(maxPollInterval.multipliedBy(3).plus(time), () -> {
            assertThat(server.executions().values())
                    .filteredOn(one -> !one.isTold())
                    .as("never asked about")
                    .isEmpty();
            assertThat(missing(server, process, known)).as("not delivered").isEmpty();
        });
        SoakProcess.Measured end = process.measure();
        // the store is written after the route took an exchange
        for (int i = 0; i < 20 && end.stored() != watches; i++) {
            Thread.sleep(250);
            end = process.measure();
        }

        System.out.printf(
                "soak %s: %d watches, %d changes in %d s, %d requests; heap %d MB at the start, %d in the middle,"
                        + " %d before and %d after the backlog of %d was delivered; threads %d, %d, %d, %d; MBeans %d, %d;"
                        + " %d transitions expected, %d delivered, %d of them twice or more, %d refused by the route%n",
                name,
                watches,
                changes,
                time.toSeconds(),
                server.requests(),
                start.megabytes(),
                middle.megabytes(),
                loaded.megabytes(),
                end.megabytes(),
                backlog,
                start.threads(),
                middle.threads(),
                loaded.threads(),
                end.threads(),
                start.mbeans(),
                end.mbeans(),
                server.told().size() - known.size(),
                process.taken().size(),
                process.taken().values().stream().filter(times -> times > 1).count(),
                process.refused());
        verify(server, process, known);
        assertThat(end.stored()).as("watches in the store").isEqualTo(watches);
        assertThat(end.heap()).as("heap after all was delivered").isLessThan(start.heap() + GROWTH);
        // a polling thread for each request that may be in flight; they go when they are idle
        assertThat(end.threads()).as("threads").isLessThanOrEqualTo(start.threads() + POLLING_THREADS);
        assertThat(end.mbeans()).as("MBeans").isEqualTo(middle.mbeans());
    }

    private void verify(SoakServer server, SoakProcess process, Set<String> known) {
        Set<String> expected = new HashSet<>(server.told());
        expected.removeAll(known);
        assertThat(expected).as("changes that were told").isNotEmpty();
        assertThat(process.taken().keySet()).as("transitions").isEqualTo(expected);
        assertThat(process.taken().values()).as("delivered once each").containsOnly(1);
        if (oneInFails > 0) {
            assertThat(process.refused()).isPositive();
        }
    }

    /** What was told and has not been taken. */
    private static Set<String> missing(SoakServer server, SoakProcess process, Set<String> known) {
        Set<String> missing = new HashSet<>(server.told());
        missing.removeAll(known);
        missing.removeAll(process.taken().keySet());
        return missing;
    }

    private int change(SoakServer server, Duration howLong) throws InterruptedException {
        int count = (int) (howLong.toMillis() * changesPerMinute / 60_000);
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + Duration.ofMillis(i * 60_000L / changesPerMinute).toNanos();
            Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
            changeAny(server);
        }
        return count;
    }

    private static void changeAny(SoakServer server) {
        List<SoakExecution> all = new ArrayList<>(server.executions().values());
        while (!all.get(ThreadLocalRandom.current().nextInt(all.size())).change()) {}
    }

    private static void awaitWithin(Duration most, ThrowingRunnable assertion) {
        await().atMost(most.plusSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(assertion);
    }
}
