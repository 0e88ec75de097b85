package io.github.cameldune.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/**
 * A clock that jumps from one event to the next: hours pass in milliseconds, and the same way each time. Events of the
 * same instant run in the order in which they were scheduled.
 */
public final class VirtualTime implements InstantSource, Timer {

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long scheduled;

    @Override
    public Instant instant() {
        return START.plusNanos(now);
    }

    /** Seconds since the start. */
    public double seconds() {
        return now / 1e9;
    }

    /** Nanoseconds since the start. */
    public long nanos() {
        return now;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        long nanos = delay.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE / 4 : delay.toNanos();
        Event event = new Event(now + Math.max(0, nanos), scheduled++, task);
        events.add(event);
        return event::cancel;
    }

    /** Lets time pass, and runs what is due on the way. */
    public void advance(Duration duration) {
        long end = now + duration.toNanos();
        while (!events.isEmpty() && events.peek().at <= end) {
            Event next = events.poll();
            if (next.task != null) {
                now = next.at;
                next.run();
            }
        }
        now = end;
    }

    /** How many events are still to come. */
    public long pending() {
        return events.stream().filter(event -> event.task != null).count();
    }

    private static final class Event implements Comparable<Event> {

        private final long at;
        private final long order;
        private Runnable task;

        private Event(long at, long order, Runnable task) {
            this.at = at;
            this.order = order;
            this.task = task;
        }

        private void run() {
            Runnable once = task;
            task = null;
            once.run();
        }

        private boolean cancel() {
            boolean inTime = task != null;
            task = null;
            return inTime;
        }

        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }
}
