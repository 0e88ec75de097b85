package io.github.cameldune;

import io.github.cameldune.schedule.Cancellable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * Exchanges of a producer that wait without a thread. Each goes on exactly once: with what it waited for, or failed when
 * the producer stops. Thread-safe.
 */
final class PendingExchanges {

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

    /** An exchange that waits from now on. */
    Pending add(Exchange exchange, AsyncCallback callback) {
        Pending added = new Pending(exchange, callback);
        pending.add(added);
        if (stopped) {
            added.stop();
        }
        return added;
    }

    int size() {
        return pending.size();
    }

    /** Fails all that wait, and all that come; by itself when the Camel context begins to stop. */
    void stop() {
        stopped = true;
        signal.remove(stop);
        pending.forEach(Pending::stop);
    }

    private Exception stopped() {
        return new RejectedExecutionException(
                uri + " is being stopped: the exchange was waiting for Dune and has to be sent again");
    }

    /** One waiting exchange. */
    final class Pending {

        private final Exchange exchange;
        private final AsyncCallback callback;
        private final AtomicBoolean claimed = new AtomicBoolean();
        private volatile Cancellable wait = () -> false;

        private Pending(Exchange exchange, AsyncCallback callback) {
            this.exchange = exchange;
            this.callback = callback;
        }

        /**
         * Begins the wait.
         *
         * @param begin hands out what is to be cancelled when the producer stops; when it throws, the exchange fails
         */
        void waitOn(Supplier<Cancellable> begin) {
            try {
                Cancellable begun = begin.get();
                wait = begun;
                if (claimed.get()) {
                    begun.cancel();
                }
            } catch (RuntimeException e) {
                goOn(() -> exchange.setException(e));
            }
        }

        /**
         * Goes on, on a thread of the pool.
         *
         * @param work what to do to the exchange first
         * @return false when it went on already, and the work will not be done
         */
        boolean goOn(Runnable work) {
            if (!claimed.compareAndSet(false, true)) {
                return false;
            }
            pending.remove(this);
            try {
                pool.execute(() -> finish(work));
            } catch (RejectedExecutionException e) {
                // the component was stopped before its producer, as happens to a producer of no route
                finish(() -> exchange.setException(stopped()));
            }
            return true;
        }

        private void finish(Runnable work) {
            try {
                work.run();
            } catch (RuntimeException e) {
                exchange.setException(e);
            }
            callback.done(false);
        }

        private void stop() {
            if (goOn(() -> exchange.setException(stopped()))) {
                wait.cancel();
            }
        }
    }
}
