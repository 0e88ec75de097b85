package io.github.cameldune.internal.camel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** The results that a producer is reading. What is still open when it stops is closed then. Thread-safe. */
public final class OpenReadings {

    private final Set<Reading> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** Begins a reading, which is closed when the producer stops; at once if it is stopped. */
    public Reading begin() {
        Reading reading = new Reading();
        open.add(reading);
        if (stopped) {
            reading.close();
        }
        return reading;
    }

    /** Closes all that are open, and all that begin. */
    public void stop() {
        stopped = true;
        open.forEach(Reading::close);
    }

    /** What one exchange reads. As a synchronization of the exchange, closed when that completes, however it does. */
    public final class Reading extends SynchronizationAdapter {

        /** Guarded by this. */
        private Runnable closing = () -> {};

        /** Guarded by this. */
        private boolean closed;

        private Reading() {}

        /** Adds what is to be closed, once; at once if the reading is closed already. */
        public void closes(Runnable another) {
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

        /** Closes what was added. */
        public void close() {
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
