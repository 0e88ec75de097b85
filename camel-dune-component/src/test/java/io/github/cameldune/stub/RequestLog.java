package io.github.cameldune.stub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** The last requests, and the number of all. Bounded, so that a stub can run for long. This class is thread-safe. */
final class RequestLog {
    private final int capacity;
    private final Deque<RecordedRequest> last = new ArrayDeque<>();
    private long count;

    RequestLog(int capacity) {
        this.capacity = capacity;
    }

    /** The record is made only if it is kept. */
    void add(Supplier<RecordedRequest> maker) {
        RecordedRequest request = capacity == 0 ? null : maker.get();
        synchronized (this) {
            count++;
            if (request == null) {
                return;
            }
            if (last.size() == capacity) {
                last.removeFirst();
            }
            last.addLast(request);
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(last);
    }

    synchronized void clear() {
        last.clear();
        count = 0;
    }
}
