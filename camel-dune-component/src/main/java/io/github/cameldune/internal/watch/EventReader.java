package io.github.cameldune.internal.watch;

import io.github.cameldune.internal.health.StoreHealth;
import io.github.cameldune.internal.time.Durations;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Hands the events of a watch list to callers that take one at a time. Polls only while a caller waits, and has no thread of
 * its own. Several readers may share a list: an execution of which an event is in flight waits, and each event is compared
 * with the store before it is handed out. An event is recorded once its caller completed it; all others are found again.
 * Thread-safe.
 */
public final class EventReader implements AutoCloseable {

    /** How often a waiting caller runs {@link Watcher#tick}, as Camel's scheduler does for a consumer. */
    private static final Duration ROUND = Duration.ofMillis(200);

    /** With oneRound, how often to check whether every due watch was polled. */
    private static final Duration SHORT_ROUND = Duration.ofMillis(20);

    /**
     * An event that a caller took.
     *
     * @param completion as of {@link EventSink#deliver(WatchEvent, Consumer)}
     */
    public record Received(WatchEvent event, Consumer<String> completion) {}

    private final WatchList list;
    private final Watcher watcher;
    private final WaitingCallers callers = new WaitingCallers();
    private final ThreadLocal<Received> received = new ThreadLocal<>();
    private int receiving;

    /** The function gets the pool for deliveries, and returns the settings of a watcher that shares its list. */
    public EventReader(Function<Executor, Watcher.Setup> setup) {
        Watcher.Setup settings = setup.apply(callers);
        list = settings.list();
        watcher = new Watcher(settings, (event, completion) -> received.set(new Received(event, completion)));
    }

    /**
     * Waits for an event; null if none came.
     *
     * @param timeout in real time; null to wait for ever
     * @param oneRound whether to return as soon as every watch that is due was polled
     * @param stop whether to wait no longer
     * @throws IllegalStateException if a consumer of this Camel context watches the list
     */
    public Received receive(Duration timeout, boolean oneRound, BooleanSupplier stop) throws InterruptedException {
        Duration most = timeout == null ? Durations.LONGEST : Durations.shorter(timeout, Durations.LONGEST);
        long deadline = System.nanoTime() + most.toNanos();
        open();
        try {
            Runnable task;
            Received event;
            do {
                task = next(deadline, oneRound, stop);
                event = task == null ? null : run(task);
                // a task may bring no event: of a state that is not selected, or one that others delivered
            } while (task != null && event == null);
            return event;
        } finally {
            pause();
        }
    }

    /** Waits for a task that has to be run; null once the wait is over. */
    private Runnable next(long deadline, boolean oneRound, BooleanSupplier stop) throws InterruptedException {
        callers.enter();
        try {
            long left;
            do {
                list.requireNoConsumer();
                watcher.tick();
                left = deadline - System.nanoTime();
                Runnable task = callers.take(Math.min(left, (oneRound ? SHORT_ROUND : ROUND).toNanos()));
                if (task != null) {
                    return task;
                }
            } while (left > 0 && !stop.getAsBoolean() && !(oneRound && watcher.isRoundComplete()));
            return callers.leave();
        } catch (RuntimeException | Error | InterruptedException e) {
            Runnable late = callers.leave();
            if (late != null) {
                reject(run(late), e);
            }
            throw e;
        }
    }

    private static void reject(Received event, Throwable reason) {
        if (event != null) {
            event.completion().accept(reason.toString());
        }
    }

    private Received run(Runnable task) {
        task.run();
        Received event = received.get();
        received.remove();
        return event;
    }

    private void open() {
        synchronized (watcher) {
            if (receiving == 0) {
                watcher.open();
            }
            receiving++;
        }
    }

    private void pause() {
        synchronized (watcher) {
            if (--receiving == 0) {
                watcher.pause();
            }
        }
    }

    /** Learns no more of changes to the list. Events that callers took are recorded all the same. */
    @Override
    public void close() {
        watcher.close();
    }

    /**
     * Notes that an event is with a caller. Its token is reachable as long as the exchange is: if it is dropped, the event is
     * delivered again. What is returned takes what became of the event.
     */
    public Consumer<String> handOut(Object token, Received event) {
        return list.handedOut().add(token, event.completion());
    }

    public StoreHealth store() {
        return watcher.store();
    }

    /** Whether any status was read while the last callers waited; false if all requests failed, or none was made. */
    public boolean wasAnyRead() {
        return watcher.wasAnyRead();
    }
}
