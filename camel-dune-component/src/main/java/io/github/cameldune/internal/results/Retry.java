package io.github.cameldune.internal.results;

import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.health.RowCounts;
import java.time.Duration;

/** Repeats a request that brought nothing readable, with exponential backoff. Thread-safe. */
final class Retry {

    static final int TRIES = 5;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final PageSource source;
    private final RowCounts counts;

    Retry(PageSource source, RowCounts counts) {
        this.source = source;
        this.counts = counts;
    }

    /** One request. */
    interface Attempt<T> {
        T run() throws TryAgain, InterruptedException;
    }

    /** A request brought nothing readable, and the next one may. */
    static final class TryAgain extends Exception {

        private static final long serialVersionUID = 1L;

        /** Not serialised: it is caught where it was thrown. */
        private final transient RowsFailure failure;

        private final Duration retryAfter;

        private TryAgain(RowsFailure failure, Duration retryAfter) {
            super(failure.message());
            this.failure = failure;
            this.retryAfter = retryAfter;
        }

        static TryAgain unreadable(String reason) {
            return new TryAgain(new RowsFailure.Unreadable(reason), null);
        }

        /** If the same request may bring what this one did not. */
        static void throwIfTransient(Answer<?> answer) throws TryAgain {
            switch (answer.verdict()) {
                case UNREADABLE -> throw unreadable(answer.reason());
                case FAILED, RATE_LIMITED -> throw unavailable(answer);
                default -> {
                    // it would be refused again
                }
            }
        }

        static TryAgain unavailable(Answer<?> answer) {
            return new TryAgain(new RowsFailure.Unavailable(answer), answer.retryAfter());
        }
    }

    /** Runs the attempt until it succeeds; after {@link #TRIES} attempts, throws the last failure. */
    <T> T until(Attempt<T> attempt) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return attempt.run();
            } catch (TryAgain again) {
                if (tries == TRIES) {
                    throw new RowsException(again.failure);
                }
                counts.pageRequestedAgain();
                source.sleep(wait(tries, again.retryAfter));
            }
        }
    }

    private static Duration wait(int tries, Duration retryAfter) {
        Duration backoff = FIRST_WAIT.multipliedBy(1L << (tries - 1));
        Duration wait = retryAfter == null || retryAfter.compareTo(backoff) < 0 ? backoff : retryAfter;
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
