package io.github.cameldune.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.schedule.Agenda;
import io.github.cameldune.schedule.AgendaItem;
import io.github.cameldune.schedule.AskPlanner;
import io.github.cameldune.schedule.DurationHistory;
import io.github.cameldune.schedule.ErrorBackoff;
import io.github.cameldune.schedule.PollSchedule;
import io.github.cameldune.schedule.RequestBudget;
import io.github.cameldune.schedule.Urgency;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.watch.store.JdbcWatchStore;
import io.github.cameldune.watch.store.Postgres;
import io.github.cameldune.watch.store.WatchStore;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints what 100,000 watches take: memory, time to load them from PostgreSQL, time to choose among those due. */
@Tag("measure")
class ManyWatchesTest {

    private static final int WATCHES = 100_000;
    private static final int DUE = 10_000;
    private static final int MOST_BYTES = 1024;
    private static final int CHOICES = 2_000;

    private final InstantSource clock = InstantSource.system();
    private final RequestBudget budget = new RequestBudget(clock, (delay, task) -> () -> true);
    private final ErrorBackoff backoff = new ErrorBackoff(Duration.ofSeconds(1), Duration.ofSeconds(1), new Random(1));

    @Test
    void aWatchTakesAtMostAKibibyte() throws Exception {
        WatchStore store = new JdbcWatchStore(Postgres.database());
        store.ids("many");
        fillTheTable();
        // only the first is asked about, so that what is measured stays as it was loaded
        budget.limit(1);
        Watcher watcher = watcher(store);
        long before = usedHeap();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long busyBefore = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        watcher.open();
        watcher.tick();
        long loaded = System.nanoTime() - start;
        long busy = threads.getCurrentThreadCpuTime() - busyBefore;
        long bytes = (usedHeap() - before) / WATCHES;
        assertThat(watcher.size()).isEqualTo(WATCHES);
        start = System.nanoTime();
        watcher.tick();
        long ticked = System.nanoTime() - start;

        System.out.printf(
                "%d watches: %d bytes each, loaded from PostgreSQL in %d ms (%d ms of this thread), a poll with nothing new takes %d ms%n",
                WATCHES, bytes, loaded / 1_000_000, busy / 1_000_000, ticked / 1_000_000);
        watcher.close();
        assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void printsHowLongChoosingTakes() {
        Random random = new Random(1);
        Agenda<Integer> agenda = new Agenda<>();
        Instant now = clock.instant();
        for (int i = 0; i < WATCHES; i++) {
            Instant submitted = now.minusMillis(1 + random.nextInt(3_600_000));
            agenda.add(i, submitted, i < DUE ? now : now.plusSeconds(3600), Urgency.OF_UNKNOWN);
        }
        agenda.markDue(now);
        chooseAndReturn(agenda, now);
        long perChoice = chooseAndReturn(agenda, now) / CHOICES;

        assertThat(agenda.dueCount()).isEqualTo(DUE);
        System.out.printf(
                "choosing the next of %d due among %d watches takes %d microseconds%n", DUE, WATCHES, perChoice / 1000);
    }

    /** For each request the budget asks what is due, what is urgent, takes it, and asks about the one after. */
    private static long chooseAndReturn(Agenda<Integer> agenda, Instant now) {
        long start = System.nanoTime();
        for (int i = 0; i < CHOICES; i++) {
            Instant then = now.plusMillis(i);
            assertThat(agenda.urgency(then, false)).isPositive();
            assertThat(agenda.urgency(then, true)).isPositive();
            AgendaItem<Integer> chosen = agenda.takeMostUrgent(then, true);
            assertThat(agenda.urgency(then, false)).isPositive();
            agenda.reschedule(chosen, then);
            agenda.markDue(then);
        }
        return System.nanoTime() - start;
    }

    private Watcher watcher(WatchStore store) {
        DurationHistory history = new DurationHistory();
        AskPlanner planner = new AskPlanner(
                new PollSchedule(Duration.ofSeconds(1), Duration.ofMinutes(1), true),
                AskPlanner.LONGEST_IF_LEARNED,
                history,
                backoff);
        return new Watcher(
                new Watcher.Setup(
                        new WatchList(store, "many", clock),
                        Set.of(),
                        StateSelection.parse("all"),
                        id -> new Answer.Refused(500, null, ""),
                        budget,
                        planner,
                        history,
                        Runnable::run,
                        10,
                        Runnable::run,
                        Runnable::run,
                        backoff,
                        Duration.ofSeconds(1),
                        Duration.ofHours(24),
                        Duration.ofMinutes(5),
                        clock),
                new NobodyToTell());
    }

    private void fillTheTable() throws SQLException {
        String insert = "INSERT INTO CAMEL_DUNE_WATCH (WATCH_LIST, EXECUTION_ID, WATCH) VALUES ('many', ?, ?)";
        try (DuneStub ids = DuneStub.start();
                Connection connection = Postgres.database().getConnection();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < WATCHES; i++) {
                String id = ids.execution().stays("EXECUTING").start();
                Watch watch = Watch.of(new ExecutionId(id), clock.instant())
                        .withCorrelation(Map.of("OrderId", "order-" + i))
                        .delivered("QUERY_STATE_EXECUTING");
                statement.setString(1, id);
                statement.setString(2, WatchJson.write(watch));
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static final class NobodyToTell implements WatchSink {

        @Override
        public boolean deliver(Transition transition) {
            return true;
        }

        @Override
        public void ended(WatchEnd end) {}
    }
}
