package io.github.cameldune.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The executions that one lane asks about: which are due, and which of the due goes first.
 *
 * <p>An item waits until it is due ({@link #markDue}), is due until it is chosen ({@link #takeMostUrgent}), and is then
 * being asked about until {@link #reschedule} says when it is due again. An item that is being asked about is never
 * chosen a second time. Instants are kept to the millisecond.
 *
 * <p>Thread-safe; no method blocks or calls out. An item takes about 60 bytes besides its subject. Choosing looks at
 * every due item, 10,000 in well under a millisecond.
 *
 * @param <T> what is asked about
 */
public final class Agenda<T> {

    private static final long NEVER = Long.MIN_VALUE;

    private final WaitingHeap<T> waiting = new WaitingHeap<>();
    private final DueList<T> due = new DueList<>();
    private int asking;

    /** An empty agenda. */
    public Agenda() {}

    /**
     * Adds an item. It waits until it is marked as due, also when its first due instant is past.
     *
     * @param subject what to ask about
     * @param submittedAt when the execution was submitted, as far as is known
     * @param firstDue when to ask for the first time
     * @return the item
     */
    public synchronized Item<T> add(T subject, Instant submittedAt, Instant firstDue) {
        Item<T> item =
                new Item<>(this, Objects.requireNonNull(subject, "subject"), millis(submittedAt), millis(firstDue));
        waiting.add(item);
        return item;
    }

    /**
     * Removes an item, whatever its place. If it is being asked about, {@link #reschedule} will ignore it.
     *
     * @param item of this agenda
     * @return false if it was removed before
     */
    public synchronized boolean remove(Item<T> item) {
        if (item.place == Place.REMOVED) {
            return false;
        }
        leave(item);
        item.place = Place.REMOVED;
        return true;
    }

    /**
     * Makes the items due whose instant has come.
     *
     * @param upTo the present, or a little later so as to round to the nearest tick rather than the next
     * @return how many became due
     */
    public synchronized int markDue(Instant upTo) {
        long limit = millis(upTo);
        int marked = 0;
        for (Item<T> first = waiting.first(); first != null && first.nextDue <= limit; first = waiting.first()) {
            enter(first, Place.DUE);
            marked++;
        }
        return marked;
    }

    /**
     * When the next of the waiting items is due. Items that are due already or being asked about do not count.
     *
     * @return empty if no item waits
     */
    public synchronized Optional<Instant> earliest() {
        return Optional.ofNullable(waiting.first()).map(item -> Instant.ofEpochMilli(item.nextDue));
    }

    /**
     * The urgency of the most urgent due item.
     *
     * @param now the present
     * @return {@link PollSchedule#urgency}; NaN if no item is due
     */
    public synchronized double urgency(Instant now) {
        long millis = millis(now);
        int index = due.mostUrgent(millis);
        return index < 0 ? Double.NaN : due.urgency(index, millis);
    }

    /**
     * Chooses the due item with the greatest urgency, and takes the present for its last request.
     *
     * @param now the present
     * @return the item, being asked about from now on; null if none is due
     */
    public synchronized Item<T> takeMostUrgent(Instant now) {
        long millis = millis(now);
        int index = due.mostUrgent(millis);
        if (index < 0) {
            return null;
        }
        Item<T> item = due.get(index);
        enter(item, Place.ASKING);
        item.lastAsked = millis;
        return item;
    }

    /**
     * Lets an item wait until it is due again, usually after it was asked about.
     *
     * @param item of this agenda; ignored if it was removed meanwhile
     * @param nextDue when
     */
    public synchronized void reschedule(Item<T> item, Instant nextDue) {
        if (item.place != Place.REMOVED) {
            leave(item);
            item.nextDue = millis(nextDue);
            item.place = Place.WAITING;
            waiting.add(item);
        }
    }

    /**
     * Makes a waiting item due at once. One that is due, being asked about or removed stays as it is.
     *
     * @param item of this agenda
     * @param now the present
     */
    public synchronized void askNow(Item<T> item, Instant now) {
        if (item.place == Place.WAITING) {
            enter(item, Place.DUE);
            item.nextDue = millis(now);
        }
    }

    /**
     * The number of items, whatever their place.
     *
     * @return at least 0
     */
    public synchronized int size() {
        return waiting.size() + due.size() + asking;
    }

    /**
     * The number of items that are due and not yet being asked about.
     *
     * @return at least 0
     */
    public synchronized int dueCount() {
        return due.size();
    }

    private void enter(Item<T> item, Place place) {
        leave(item);
        item.place = place;
        if (place == Place.DUE) {
            due.add(item);
        } else {
            asking++;
        }
    }

    private void leave(Item<T> item) {
        switch (item.place) {
            case WAITING -> waiting.remove(item);
            case DUE -> due.remove(item);
            case ASKING -> asking--;
            case REMOVED -> {}
        }
    }

    /** Saturates instead of throwing: an execution id can name an instant far beyond the end of time. */
    private static long millis(Instant instant) {
        long seconds = Math.max(-LIMIT, Math.min(LIMIT, instant.getEpochSecond()));
        return seconds * 1000 + instant.getNano() / 1_000_000;
    }

    private static final long LIMIT = 1L << 42;

    @SuppressWarnings("unchecked")
    static <T> Item<T>[] newArray(int length) {
        return (Item<T>[]) new Item<?>[length];
    }

    private enum Place {
        WAITING,
        DUE,
        ASKING,
        REMOVED
    }

    /**
     * One execution on the agenda. Thread-safe.
     *
     * @param <T> what is asked about
     */
    public static final class Item<T> {

        private final Agenda<T> agenda;
        private final T subject;
        private Place place = Place.WAITING;
        private int errorsInRow;
        private long lastAsked = NEVER;
        /** In milliseconds since the epoch, like the others; read by the heap and the list. */
        long nextDue;

        long submittedAt;
        /** The place in the heap or in the list. */
        int index;

        private Item(Agenda<T> agenda, T subject, long submittedAt, long nextDue) {
            this.agenda = agenda;
            this.subject = subject;
            this.submittedAt = submittedAt;
            this.nextDue = nextDue;
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
                submittedAt = millis(better);
                if (place == Place.DUE) {
                    agenda.due.update(this);
                }
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
                return Duration.ofMillis(Math.max(0, millis(now) - submittedAt));
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
    }
}
