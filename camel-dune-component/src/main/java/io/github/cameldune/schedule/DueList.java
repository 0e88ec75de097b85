package io.github.cameldune.schedule;

import java.util.Arrays;

/**
 * Items that are due, in no order. Urgency changes with every instant, and not by the same amount for all, so no order
 * could be kept; the most urgent is found by looking at each. What that needs lies in arrays of numbers: looking
 * through 10,000 takes microseconds. Not thread-safe: guarded by its agenda.
 */
final class DueList<T> {

    private AgendaItem<T>[] items = Agenda.newArray(16);
    private long[] submitted = new long[16];
    private long[] asked = new long[16];
    private Urgency[] urgencies = new Urgency[16];
    private int size;

    int size() {
        return size;
    }

    AgendaItem<T> get(int index) {
        return items[index];
    }

    void add(AgendaItem<T> item) {
        if (size == items.length) {
            int capacity = size + (size >> 1);
            items = Arrays.copyOf(items, capacity);
            submitted = Arrays.copyOf(submitted, capacity);
            asked = Arrays.copyOf(asked, capacity);
            urgencies = Arrays.copyOf(urgencies, capacity);
        }
        items[size] = item;
        item.index = size;
        update(item);
        size++;
    }

    void remove(AgendaItem<T> item) {
        int hole = item.index;
        size--;
        if (hole != size) {
            items[hole] = items[size];
            items[hole].index = hole;
            submitted[hole] = submitted[size];
            asked[hole] = asked[size];
            urgencies[hole] = urgencies[size];
        }
        items[size] = null;
        urgencies[size] = null;
    }

    /** Takes over the item's instants after they changed. */
    void update(AgendaItem<T> item) {
        submitted[item.index] = item.submittedAt;
        asked[item.index] = item.staleSince();
        urgencies[item.index] = item.urgency;
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

    private double urgency(int index, long now) {
        return urgencies[index].at((now - asked[index]) / 1000.0, (now - submitted[index]) / 1000.0);
    }
}
