package io.github.cameldune.schedule;

import java.util.Arrays;

/**
 * Items ordered by when they are due: a binary heap in which each item knows its place, so that removing 1 of 100,000
 * does not search. Not thread-safe: guarded by its agenda.
 */
final class WaitingHeap<T> {

    private Agenda.Item<T>[] items = Agenda.newArray(16);
    private int size;

    int size() {
        return size;
    }

    /** The item that is due first, null if there is none. */
    Agenda.Item<T> first() {
        return size == 0 ? null : items[0];
    }

    void add(Agenda.Item<T> item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size + (size >> 1));
        }
        siftUp(size++, item);
    }

    void remove(Agenda.Item<T> item) {
        int hole = item.index;
        Agenda.Item<T> last = items[--size];
        items[size] = null;
        if (last == item) {
            return;
        }
        siftDown(hole, last);
        if (items[hole] == last) {
            siftUp(hole, last);
        }
    }

    private void siftUp(int from, Agenda.Item<T> item) {
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

    private void siftDown(int from, Agenda.Item<T> item) {
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

    private void place(int index, Agenda.Item<T> item) {
        items[index] = item;
        item.index = index;
    }
}
