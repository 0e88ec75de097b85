package io.github.cameldune.internal.health;

import io.github.cameldune.WatchStoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a watch store can be read and written. A call that does not return counts as a failure after a while. Thread-safe.
 */
public final class StoreHealth {

    private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);

    /** A store that takes longer holds up deliveries noticeably. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final OutageLog outage = new OutageLog(LOG);
    private final Map<Object, Instant> begun = new ConcurrentHashMap<>();
    private WatchStoreException readFailure;
    private WatchStoreException writeFailure;

    /** All is well so far. */
    public StoreHealth(InstantSource clock) {
        this.clock = clock;
    }

    /** Reads from the store and notes how that ends. Throws a {@link WatchStoreException} if it fails. */
    public <T> T reading(Supplier<T> call) {
        return observed(call, false);
    }

    /**
     * Writes to the store, and otherwise as {@link #reading}. Noted apart: a store that can only be read must not look
     * healthy each time that it is read.
     */
    public <T> T writing(Supplier<T> call) {
        return observed(call, true);
    }

    private <T> T observed(Supplier<T> call, boolean writing) {
        Object token = new Object();
        begun.put(token, clock.instant());
        try {
            T result = call.get();
            ended(writing, null);
            return result;
        } catch (WatchStoreException e) {
            ended(writing, e);
            throw e;
        } catch (RuntimeException e) {
            WatchStoreException failure = new WatchStoreException(
                    "The watch store threw " + e.getClass().getName(), e);
            ended(writing, failure);
            throw failure;
        } finally {
            begun.remove(token);
        }
    }

    private void ended(boolean writing, WatchStoreException failure) {
        boolean well;
        synchronized (this) {
            if (writing) {
                writeFailure = failure;
            } else {
                readFailure = failure;
            }
            well = readFailure == null && writeFailure == null;
        }
        if (failure != null) {
            outage.failed(
                    failure.getMessage() + ". Polls go on; what cannot be recorded is tried again.",
                    failure,
                    clock.instant());
        } else if (well) {
            outage.succeeded("The watch store answers again.", clock.instant());
        }
    }

    /** There is nothing left to write, so that a failure to write is over. */
    public void nothingToWrite() {
        synchronized (this) {
            writeFailure = null;
        }
    }

    /** Why the store cannot be used; empty if it can. */
    public Optional<WatchStoreException> failure() {
        WatchStoreException failure;
        synchronized (this) {
            failure = readFailure == null ? writeFailure : readFailure;
        }
        return failure == null ? unanswered() : Optional.of(failure);
    }

    private Optional<WatchStoreException> unanswered() {
        Instant now = clock.instant();
        return begun.values().stream()
                .min(Instant::compareTo)
                .map(since -> Duration.between(since, now))
                .filter(time -> time.compareTo(PATIENCE) > 0)
                .map(time -> new WatchStoreException(
                        "The watch store has not answered for " + time.toSeconds()
                                + " s. Check the load and the locks of the database behind it, and the network",
                        null));
    }
}
