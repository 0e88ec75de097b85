package io.github.cameldune.stub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** The last entries, and the number of all. Bounded, so that a stub can run for long. This class is thread-safe. */
final class BoundedLog<T> {
    private final int capacity;
    private final Deque<T> last = new ArrayDeque<>();
    private long count;

    BoundedLog(int capacity) {
        this.capacity = capacity;
    }

    /** The entry is made only if it is kept. */
    void add(Supplier<T> maker) {
        T entry = capacity == 0 ? null : maker.get();
        synchronized (this) {
            count++;
            if (entry == null) {
                return;
            }
            if (last.size() == capacity) {
                last.removeFirst();
            }
            last.addLast(entry);
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<T> all() {
        return List.copyOf(last);
    }

    synchronized void clear() {
        last.clear();
        count = 0;
    }
}
