package io.github.cameldune.schedule;

import java.util.Arrays;

/**
 * Items that are due, in no order. Urgency changes with every instant, and not by the same amount for all, so no order
 * could be kept; the most urgent is found by looking at each. What that needs lies in arrays of numbers: looking
 * through 10,000 takes microseconds. Not thread-safe: guarded by its agenda.
 */
final class DueList<T> {

    private Agenda.Item<T>[] items = Agenda.newArray(16);
    private long[] submitted = new long[16];
    private long[] asked = new long[16];
    private int size;

    int size() {
        return size;
    }

    Agenda.Item<T> get(int index) {
        return items[index];
    }

    void add(Agenda.Item<T> item) {
        if (size == items.length) {
            int capacity = size + (size >> 1);
            items = Arrays.copyOf(items, capacity);
            submitted = Arrays.copyOf(submitted, capacity);
            asked = Arrays.copyOf(asked, capacity);
        }
        items[size] = item;
        item.index = size;
        update(item);
        size++;
    }

    void remove(Agenda.Item<T> item) {
        int hole = item.index;
        size--;
        if (hole != size) {
            items[hole] = items[size];
            items[hole].index = hole;
            submitted[hole] = submitted[size];
            asked[hole] = asked[size];
        }
        items[size] = null;
    }

    /** Takes over the item's instants after they changed. */
    void update(Agenda.Item<T> item) {
        submitted[item.index] = item.submittedAt;
        asked[item.index] = item.staleSince();
    }

    /** The index of the most urgent item, -1 if there is none. */
    int mostUrgent(long now) {
        int best = -1;
        double most = -1;
        for (int i = 0; i < size; i++) {
            double urgency = urgency(i, now);
            if (urgency > most) {
                most = urgency;
                best = i;
            }
        }
        return best;
    }

    double urgency(int index, long now) {
        return PollSchedule.urgency((now - asked[index]) / 1000.0, (now - submitted[index]) / 1000.0);
    }
}
