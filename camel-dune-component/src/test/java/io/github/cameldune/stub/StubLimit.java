package io.github.cameldune.stub;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A rate limit over a sliding window: what was accepted in the last 60 seconds. This class is thread-safe. */
final class StubLimit {
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final Deque<Instant> accepted = new ArrayDeque<>();
    private volatile int limit;
    private boolean sendsRetryAfter;
    private long rejected;

    synchronized void set(int requestsPerMinute, boolean retryAfter) {
        if (requestsPerMinute < 0) {
            throw new IllegalArgumentException("The limit must be 0 (none) or more, not " + requestsPerMinute);
        }
        accepted.clear();
        sendsRetryAfter = retryAfter;
        limit = requestsPerMinute;
    }

    /** Empty when the request is accepted, else the 429. */
    Optional<Reply> reject(Instant now) {
        return limit == 0 ? Optional.empty() : count(now);
    }

    private synchronized Optional<Reply> count(Instant now) {
        Instant windowStart = now.minus(WINDOW);
        while (!accepted.isEmpty() && !accepted.peekFirst().isAfter(windowStart)) {
            accepted.removeFirst();
        }
        if (limit == 0 || accepted.size() < limit) {
            accepted.addLast(now);
            return Optional.empty();
        }
        rejected++;
        Reply reply = Reply.error(429, "Too Many Requests");
        return Optional.of(sendsRetryAfter ? reply.with("Retry-After", secondsUntilFree(windowStart)) : reply);
    }

    /** Rounded up: a client that waits so long is accepted. */
    private String secondsUntilFree(Instant windowStart) {
        Duration wait = Duration.between(windowStart, accepted.peekFirst());
        return Long.toString(wait.plusNanos(999_999_999).toSeconds());
    }

    synchronized long rejected() {
        return rejected;
    }
}
