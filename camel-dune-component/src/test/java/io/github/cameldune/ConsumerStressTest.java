package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.Receiver.Received;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Watching, unwatching, failing, ending, stopping and starting at the same time, at random. What holds at the end: each
 * execution that is watched was delivered to its end, no two exchanges of one were under way at once, and what was
 * delivered again had the event id of its first.
 */
class ConsumerStressTest extends ConsumerTestSupport {

    private static final String LIST = "watchStore=#shared&watchList=a";
    private static final List<String> ORDER = List.of("PENDING", "EXECUTING", "COMPLETED");
    private static final long SECONDS = 3;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Set<String> inRoute = ConcurrentHashMap.newKeySet();
    private final Set<String> overlapping = ConcurrentHashMap.newKeySet();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    @AfterEach
    void endThreads() {
        over.set(true);
        threads.shutdownNow();
    }

    @Test
    void losesNothingAndKeepsTheOrderWhateverHappensAtOnce() throws Exception {
        receiver.then(exchange -> {
            String id = exchange.getMessage().getHeader(DuneConstants.EXECUTION_ID, String.class);
            if (!inRoute.add(id)) {
                overlapping.add(id);
            }
            try {
                work();
                taken.add(exchange.getMessage().getHeader(DuneConstants.EVENT_ID, String.class));
            } finally {
                inRoute.remove(id);
            }
        });
        consume(LIST + "&concurrentConsumers=8&watchStoreRefresh=100");
        List<String> steady = Collections.synchronizedList(new ArrayList<>());
        List<String> disturbed = Collections.synchronizedList(new ArrayList<>());

        List<Future<?>> running = new ArrayList<>();
        running.add(start(40, () -> steady.add(watched())));
        running.add(start(40, () -> disturbed.add(watched())));
        for (int i = 0; i < 2; i++) {
            running.add(start(100, () -> disturb(disturbed)));
        }
        running.add(start(400, this::stopAndStart));
        TimeUnit.SECONDS.sleep(SECONDS);
        over.set(true);
        for (Future<?> one : running) {
            one.get(30, TimeUnit.SECONDS);
        }
        // what is watched at last is watched to its end
        for (String id : Set.copyOf(disturbed)) {
            send("dune:watch?" + LIST, id, Map.of());
        }

        eventually().atMost(java.time.Duration.ofSeconds(40)).until(this::isNothingWatched);
        assertThat(overlapping).isEmpty();
        assertThat(steady).isNotEmpty();
        assertThat(taken)
                .containsAll(
                        steady.stream().map(id -> id + ":QUERY_STATE_COMPLETED").toList());
        assertThat(taken)
                .containsAll(new HashSet<>(disturbed)
                        .stream().map(id -> id + ":QUERY_STATE_COMPLETED").toList());
        steady.forEach(this::expectOrder);
        assertThat(receiver.received())
                .allSatisfy(one -> assertThat(one.eventId()).isEqualTo(one.executionId() + ":" + one.state()));
    }

    /** Slow now and then, and one in ten fails. */
    private static void work() throws Exception {
        int dice = ThreadLocalRandom.current().nextInt(100);
        if (dice < 15) {
            Thread.sleep(200);
        }
        if (dice % 10 == 3) {
            throw new IllegalStateException("one in ten fails");
        }
    }

    /** An execution that nobody disturbs: repeated when it failed, but never out of order. */
    private void expectOrder(String id) {
        int reached = 0;
        for (Received one : receiver.of(id)) {
            int state = rank(one.state());
            assertThat(state).as("of %s", receiver.states(id)).isGreaterThanOrEqualTo(reached);
            assertThat(rank(one.previousState())).isLessThan(state);
            reached = state;
        }
    }

    private static int rank(String state) {
        return state == null ? -1 : ORDER.indexOf(state.replace("QUERY_STATE_", ""));
    }

    private String watched() {
        String id = dune.execution()
                .state("PENDING", ThreadLocalRandom.current().nextInt(1, 4))
                .state("EXECUTING", ThreadLocalRandom.current().nextInt(1, 4))
                .completed()
                .start();
        send("dune:watch?" + LIST, id, Map.of());
        return id;
    }

    private boolean disturb(List<String> ids) {
        String id = toDisturb(ids);
        if (id != null) {
            send("dune:unwatch?" + LIST, id, Map.of());
            if (ThreadLocalRandom.current().nextInt(4) > 0) {
                send("dune:watch?" + LIST, id, Map.of());
            }
        }
        return true;
    }

    /** One whose exchange is under way where there is one, else any. */
    private String toDisturb(List<String> ids) {
        List<String> all = List.of(ids.toArray(new String[0]));
        List<String> candidates = all.stream().filter(inRoute::contains).toList();
        return any(candidates.isEmpty() ? all : candidates);
    }

    private static String any(List<String> ids) {
        return ids.isEmpty() ? null : ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
    }

    private boolean stopAndStart() throws Exception {
        if (ThreadLocalRandom.current().nextBoolean()) {
            stopRoute();
            startRoute();
        } else {
            context.getRouteController().suspendRoute(ROUTE);
            context.getRouteController().resumeRoute(ROUTE);
        }
        return true;
    }

    private Future<?> start(int mostMillisBetween, Callable<?> repeated) {
        return threads.submit(() -> {
            while (!over.get()) {
                repeated.call();
                Thread.sleep(ThreadLocalRandom.current().nextInt(mostMillisBetween));
            }
            return null;
        });
    }
}
