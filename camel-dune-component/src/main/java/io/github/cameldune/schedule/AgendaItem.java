package io.github.cameldune.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One execution on the agenda. Thread-safe.
 *
 * @param <T> what is asked about
 */
public final class AgendaItem<T> {

    static final long NEVER = Long.MIN_VALUE;

    private final Agenda<T> agenda;
    private final T subject;
    /** Guarded by the agenda, as all below; read by the heap and the list. */
    Place place = Place.WAITING;

    private int errorsInRow;
    /** In milliseconds since the epoch, like the other instants. */
    long lastAsked = NEVER;

    long nextDue;
    /** Since when it is to be asked about once more, after the request that is under way. */
    long askAgainAt = NEVER;

    /** Not to be asked about earlier, even if requests are to spare. */
    long notBefore;

    long submittedAt;
    Urgency urgency;
    /** The place in the heap or in the list. */
    int index;

    AgendaItem(Agenda<T> agenda, T subject, long submittedAt, long nextDue, Urgency urgency) {
        this.agenda = agenda;
        this.subject = subject;
        this.submittedAt = submittedAt;
        this.nextDue = nextDue;
        this.notBefore = nextDue;
        this.urgency = urgency;
    }

    /**
     * What is asked about.
     *
     * @return never null
     */
    public T subject() {
        return subject;
    }

    /**
     * When the execution was submitted, as far as is known.
     *
     * @return never null
     */
    public Instant submittedAt() {
        synchronized (agenda) {
            return Instant.ofEpochMilli(submittedAt);
        }
    }

    /**
     * Corrects the instant of submission, when a status tells a better one.
     *
     * @param better what to count the age from
     */
    public void submittedAt(Instant better) {
        synchronized (agenda) {
            submittedAt = Agenda.millis(better);
            agenda.submissionCorrected(this);
        }
    }

    /**
     * The age of the execution.
     *
     * @param now the present
     * @return since its submission, zero if that lies ahead
     */
    public Duration age(Instant now) {
        synchronized (agenda) {
            return Duration.ofMillis(Math.max(0, Agenda.millis(now) - submittedAt));
        }
    }

    /**
     * When it was last chosen to be asked about.
     *
     * @return empty if never
     */
    public Optional<Instant> lastAsked() {
        synchronized (agenda) {
            return lastAsked == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastAsked));
        }
    }

    /**
     * When it is due; while it is being asked about, when it was.
     *
     * @return never null
     */
    public Instant nextDue() {
        synchronized (agenda) {
            return Instant.ofEpochMilli(nextDue);
        }
    }

    /**
     * How many requests failed since the last that did not.
     *
     * @return at least 0
     */
    public int errorsInRow() {
        synchronized (agenda) {
            return errorsInRow;
        }
    }

    /**
     * Counts a failed request.
     *
     * @return how many failed in a row by now, for {@link AskPlanner#afterError}
     */
    public int failed() {
        synchronized (agenda) {
            return ++errorsInRow;
        }
    }

    /** Forgets the failed requests, since one was answered. */
    public void answered() {
        synchronized (agenda) {
            errorsInRow = 0;
        }
    }

    /** One that was never asked about may have ended at any time since its submission. */
    long staleSince() {
        return lastAsked == NEVER ? submittedAt : lastAsked;
    }

    double urgencyAt(long now) {
        return urgency.at((now - staleSince()) / MILLIS, (now - submittedAt) / MILLIS);
    }

    private static final double MILLIS = 1000;

    enum Place {
        WAITING,
        DUE,
        ASKING,
        REMOVED
    }
}
