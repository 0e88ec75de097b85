package io.github.cameldune;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** The results that a producer is reading. What is still open when it stops is closed then. Thread-safe. */
final class RowsReadings {

    private final Set<Reading> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** Begins a reading, which is closed when the producer stops. */
    Reading begin() {
        Reading reading = new Reading();
        open.add(reading);
        if (stopped) {
            reading.close();
        }
        return reading;
    }

    int size() {
        return open.size();
    }

    /** Closes all that are open, and all that begin. */
    void stop() {
        stopped = true;
        open.forEach(Reading::close);
    }

    /** What one exchange reads. As a synchronization of the exchange, closed when that completes, however it does. */
    final class Reading extends SynchronizationAdapter {

        /** Guarded by this. */
        private Runnable closing = () -> {};

        /** Guarded by this. */
        private boolean closed;

        private Reading() {}

        /** Adds what is to be closed; at once if the reading is closed already. */
        void closes(Runnable another) {
            synchronized (this) {
                if (!closed) {
                    Runnable before = closing;
                    closing = () -> {
                        before.run();
                        another.run();
                    };
                    return;
                }
            }
            another.run();
        }

        void close() {
            Runnable now;
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
                now = closing;
            }
            open.remove(this);
            now.run();
        }

        @Override
        public void onDone(Exchange exchange) {
            close();
        }
    }
}
