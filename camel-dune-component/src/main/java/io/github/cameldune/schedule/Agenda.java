package io.github.cameldune.schedule;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The executions that one lane asks about: which are due, and which goes first.
 *
 * <p>An item waits until it is due ({@link #markDue}), is due until it is chosen ({@link #takeMostUrgent}), and is then
 * being asked about until {@link #reschedule} says when it is due again. An item that is being asked about is never
 * chosen a second time. Instants are kept to the millisecond. One that waits may be chosen early, if requests are to spare.
 *
 * <p>Thread-safe; no method blocks or calls out. An item takes about 150 bytes besides its subject. Choosing looks at
 * every due item, 10,000 in well under a millisecond.
 *
 * @param <T> what is asked about
 */
public final class Agenda<T> {

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
     * @param urgency of the first request
     * @return the item
     */
    public synchronized AgendaItem<T> add(T subject, Instant submittedAt, Instant firstDue, Urgency urgency) {
        AgendaItem<T> item = new AgendaItem<>(
                this, Objects.requireNonNull(subject, "subject"), millis(submittedAt), millis(firstDue), urgency);
        waiting.add(item);
        return item;
    }

    /**
     * Removes an item, whatever its place. If it is being asked about, {@link #reschedule} will ignore it.
     *
     * @param item of this agenda
     * @return false if it was removed before
     */
    public synchronized boolean remove(AgendaItem<T> item) {
        if (item.place == AgendaItem.Place.REMOVED) {
            return false;
        }
        leave(item);
        item.place = AgendaItem.Place.REMOVED;
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
        for (AgendaItem<T> first = waiting.first(); first != null && first.nextDue <= limit; first = waiting.first()) {
            enter(first, AgendaItem.Place.DUE);
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
     * The urgency of the most urgent item.
     *
     * @param now the present
     * @param early whether those count that may be asked about but are not due yet
     * @return in seconds, as {@link Urgency} defines it; NaN if there is none
     */
    public synchronized double urgency(Instant now, boolean early) {
        long millis = millis(now);
        AgendaItem<T> item = mostUrgent(millis, early);
        return item == null ? Double.NaN : item.urgencyAt(millis);
    }

    /**
     * Chooses the item with the greatest urgency, and takes the present for its last request.
     *
     * @param now the present
     * @param early whether those count that may be asked about but are not due yet
     * @return the item, being asked about from now on; null if there is none
     */
    public synchronized AgendaItem<T> takeMostUrgent(Instant now, boolean early) {
        long millis = millis(now);
        AgendaItem<T> item = mostUrgent(millis, early);
        if (item != null) {
            enter(item, AgendaItem.Place.ASKING);
            item.lastAsked = millis;
        }
        return item;
    }

    private AgendaItem<T> mostUrgent(long now, boolean early) {
        int index = due.mostUrgent(now);
        AgendaItem<T> first = index < 0 ? null : due.get(index);
        AgendaItem<T> undue = early ? waiting.mostUrgent(now) : null;
        return first == null || undue != null && undue.urgencyAt(now) > first.urgencyAt(now) ? undue : first;
    }

    /**
     * Lets an item wait until it may be asked about again, after it was asked about.
     *
     * @param item of this agenda; ignored if it was removed meanwhile
     * @param now the present, from which the waits count
     * @param next when
     */
    public synchronized void reschedule(AgendaItem<T> item, Instant now, NextAsk next) {
        item.notBefore = millis(now.plus(next.earliest()));
        item.urgency = next.urgency();
        reschedule(item, now.plus(next.due()));
    }

    /**
     * Lets an item wait until another instant, all else unchanged.
     *
     * @param item of this agenda; ignored if it was removed meanwhile
     * @param nextDue when
     */
    public synchronized void reschedule(AgendaItem<T> item, Instant nextDue) {
        if (item.place != AgendaItem.Place.REMOVED) {
            leave(item);
            item.nextDue = millis(nextDue);
            item.place = AgendaItem.Place.WAITING;
            waiting.add(item);
            if (item.askAgainAt != AgendaItem.NEVER) {
                makeDue(item, item.askAgainAt);
            }
        }
    }

    /**
     * Makes a waiting item due at once. One that is being asked about is due again as soon as it is rescheduled: its answer
     * may be older than the wish. One that is due or removed stays as it is.
     *
     * @param item of this agenda
     * @param now the present
     */
    public synchronized void askNow(AgendaItem<T> item, Instant now) {
        if (item.place == AgendaItem.Place.WAITING) {
            makeDue(item, millis(now));
        } else if (item.place == AgendaItem.Place.ASKING) {
            item.askAgainAt = millis(now);
        }
    }

    private void makeDue(AgendaItem<T> item, long at) {
        enter(item, AgendaItem.Place.DUE);
        item.nextDue = at;
        item.askAgainAt = AgendaItem.NEVER;
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

    private void enter(AgendaItem<T> item, AgendaItem.Place place) {
        leave(item);
        item.place = place;
        if (place == AgendaItem.Place.DUE) {
            due.add(item);
        } else {
            asking++;
        }
    }

    private void leave(AgendaItem<T> item) {
        switch (item.place) {
            case WAITING -> waiting.remove(item);
            case DUE -> due.remove(item);
            case ASKING -> asking--;
            case REMOVED -> {}
        }
    }

    /** Saturates instead of throwing: an execution id can name an instant far beyond the end of time. */
    static long millis(Instant instant) {
        long seconds = Math.max(-LIMIT, Math.min(LIMIT, instant.getEpochSecond()));
        return seconds * 1000 + instant.getNano() / 1_000_000;
    }

    void submissionCorrected(AgendaItem<T> item) {
        if (item.place == AgendaItem.Place.DUE) {
            due.update(item);
        }
    }

    private static final long LIMIT = 1L << 42;

    @SuppressWarnings("unchecked")
    static <T> AgendaItem<T>[] newArray(int length) {
        return (AgendaItem<T>[]) new AgendaItem<?>[length];
    }
}
