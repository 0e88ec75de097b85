package io.github.cameldune.internal.watch;

import io.github.cameldune.internal.client.Answer;
import java.time.Duration;
import java.time.Instant;

/** What the polls of a watch brought since the last start or resume, and when the next is due. Thread-safe. */
final class PollHistory {

    /** When a status was last read, or else when polling began; null before that. */
    private Instant lastRead;

    private boolean wasRead;
    private Answer<?> lastError;
    private Instant nextPoll = Instant.MIN;

    /** Polling begins. */
    synchronized void began(Instant now) {
        lastRead = now;
        wasRead = false;
    }

    /** A status was read; returns whether one was before, since polling began. */
    synchronized boolean read(Instant now) {
        boolean before = wasRead;
        wasRead = true;
        lastRead = now;
        lastError = null;
        return before;
    }

    /** An answer was no status. */
    synchronized void failed(Answer<?> answer) {
        lastError = answer;
    }

    /** The last answer, if it was no status; else null. */
    synchronized Answer<?> lastError() {
        return lastError;
    }

    /** Whether a status was read since polling began. */
    synchronized boolean wasRead() {
        return wasRead;
    }

    /** For how long no status was read. */
    synchronized Duration unreadFor(Instant now) {
        return lastRead == null ? Duration.ZERO : Duration.between(lastRead, now);
    }

    synchronized void nextPoll(Instant due) {
        nextPoll = due;
    }

    /** How long until the next poll, by the last answer; zero if it is due. */
    synchronized Duration untilNextPoll(Instant now) {
        return nextPoll.isAfter(now) ? Duration.between(now, nextPoll) : Duration.ZERO;
    }
}
