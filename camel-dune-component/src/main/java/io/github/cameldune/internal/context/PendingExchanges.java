package io.github.cameldune.internal.context;

import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.SafeExecution;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * Exchanges of a producer that wait without a thread. Each continues exactly once: with what it waited for, or failed when
 * the producer stops. Thread-safe.
 */
public final class PendingExchanges {

    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private final String uri;
    private final Executor pool;
    private final StopSignal signal;
    private final Runnable stop = this::stop;
    private volatile boolean stopped;

    PendingExchanges(String uri, Executor pool, StopSignal signal) {
        this.uri = uri;
        this.pool = pool;
        this.signal = signal;
        signal.add(stop);
    }

    /** Adds an exchange that waits from now on, and that the callback completes. */
    public Pending add(Exchange exchange, AsyncCallback callback) {
        Pending added = new Pending(exchange, callback);
        pending.add(added);
        if (stopped) {
            added.stop();
        }
        return added;
    }

    /** How many wait. */
    public int size() {
        return pending.size();
    }

    /** Fails all that wait, and all that come; by itself when the Camel context begins to stop. */
    public void stop() {
        stopped = true;
        signal.remove(stop);
        pending.forEach(Pending::stop);
    }

    private Exception stopException() {
        return new RejectedExecutionException(
                uri + " is being stopped: the exchange was waiting for Dune and has to be sent again");
    }

    /** One waiting exchange. */
    public final class Pending {

        private final Exchange exchange;
        private final AsyncCallback callback;
        private final AtomicBoolean claimed = new AtomicBoolean();
        private volatile Cancellable wait = () -> false;

        private Pending(Exchange exchange, AsyncCallback callback) {
            this.exchange = exchange;
            this.callback = callback;
        }

        /** Begins the wait. What is begun is cancelled when the producer stops; if beginning it throws, the exchange fails. */
        public void waitOn(Supplier<Cancellable> begin) {
            try {
                Cancellable begun = begin.get();
                wait = begun;
                if (claimed.get()) {
                    begun.cancel();
                }
            } catch (RuntimeException | Error e) {
                resume(() -> exchange.setException(e));
            }
        }

        /** Whether it still waits: false once it continued. */
        public boolean isWaiting() {
            return !claimed.get();
        }

        /**
         * Continues the exchange, after the work on it, on a thread of the pool. False if it continued already, and no work
         * is done.
         */
        public boolean resume(Runnable work) {
            if (!claim()) {
                return false;
            }
            continueWith(work, stopped ? () -> exchange.setException(stopException()) : work);
            return true;
        }

        /**
         * Ends the wait without continuing the exchange yet: the caller does so, with {@link #complete} or by another wait,
         * and a stop of the producer does not fail it any more. False if it continued already.
         */
        public boolean claim() {
            if (!claimed.compareAndSet(false, true)) {
                return false;
            }
            pending.remove(this);
            return true;
        }

        /**
         * Continues a claimed exchange, after the work on it, on a thread of the pool, or on this one if the pool is shut
         * down.
         */
        public void complete(Runnable work) {
            continueWith(work, work);
        }

        private void continueWith(Runnable work, Runnable withoutThread) {
            if (!SafeExecution.execute(pool, () -> finish(work))) {
                // the component was stopped before its producer, or there are no more threads: this one has to do
                finish(withoutThread);
            }
        }

        private void finish(Runnable work) {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                exchange.setException(e);
            }
            callback.done(false);
        }

        private void stop() {
            if (resume(() -> exchange.setException(stopException()))) {
                wait.cancel();
            }
        }
    }
}
