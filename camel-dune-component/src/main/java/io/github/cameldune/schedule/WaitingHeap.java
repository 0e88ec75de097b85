package io.github.cameldune.schedule;

import java.util.Arrays;

/**
 * Items ordered by when they are due: a binary heap in which each item knows its place, so that removing 1 of 100,000
 * does not search. Not thread-safe: guarded by its agenda.
 */
final class WaitingHeap<T> {

    private static final int MOST_LOOKED_AT = 1000;
    /** A request that is to spare should save a fiftieth of a second at least: where nothing is known, a fifth of √age. */
    private static final double LEAST_URGENCY = 0.02;

    private AgendaItem<T>[] items = Agenda.newArray(16);
    private int size;

    int size() {
        return size;
    }

    /** The item that is due first, null if there is none. */
    AgendaItem<T> first() {
        return size == 0 ? null : items[0];
    }

    /**
     * The most urgent of the items that may be asked about early, null if there is none. Looks at the first places of the
     * heap only: those that are due soonest, more or less. With more to watch, requests are hardly ever to spare.
     */
    AgendaItem<T> mostUrgent(long now) {
        AgendaItem<T> best = null;
        double most = LEAST_URGENCY;
        for (int i = 0; i < Math.min(size, MOST_LOOKED_AT); i++) {
            AgendaItem<T> item = items[i];
            double urgency = item.notBefore <= now ? item.urgencyAt(now) : 0;
            if (urgency > most) {
                most = urgency;
                best = item;
            }
        }
        return best;
    }

    void add(AgendaItem<T> item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size + (size >> 1));
        }
        siftUp(size++, item);
    }

    void remove(AgendaItem<T> item) {
        int hole = item.index;
        AgendaItem<T> last = items[--size];
        items[size] = null;
        if (last == item) {
            return;
        }
        siftDown(hole, last);
        if (items[hole] == last) {
            siftUp(hole, last);
        }
    }

    private void siftUp(int from, AgendaItem<T> item) {
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (items[parent].nextDue <= item.nextDue) {
                break;
            }
            place(hole, items[parent]);
            hole = parent;
        }
        place(hole, item);
    }

    private void siftDown(int from, AgendaItem<T> item) {
        int hole = from;
        while (2 * hole + 1 < size) {
            int child = 2 * hole + 1;
            if (child + 1 < size && items[child + 1].nextDue < items[child].nextDue) {
                child++;
            }
            if (item.nextDue <= items[child].nextDue) {
                break;
            }
            place(hole, items[child]);
            hole = child;
        }
        place(hole, item);
    }

    private void place(int index, AgendaItem<T> item) {
        items[index] = item;
        item.index = index;
    }
}
