package io.github.cameldune.schedule;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes of a budget. A lane that throws is taken for one that has nothing to ask. Thread-safe. */
final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(RequestBudget.class);

    private final List<Lane> lanes = new CopyOnWriteArrayList<>();

    void add(Lane lane) {
        lanes.add(lane);
    }

    void remove(Lane lane) {
        lanes.remove(lane);
    }

    /**
     * What a lane wants to ask.
     *
     * @param early whether it may be something that is not due
     */
    record Question(Lane lane, double urgency, boolean early) {}

    /** The most urgent question of all lanes, null if none has one that is due, or may be asked early. */
    Question mostUrgent(Instant now, boolean early) {
        Lane best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (Lane lane : lanes) {
            double urgency = urgency(lane, now, early);
            if (urgency > most) {
                most = urgency;
                best = lane;
            }
        }
        return best == null ? null : new Question(best, most, early);
    }

    private static double urgency(Lane lane, Instant now, boolean early) {
        try {
            return lane.urgency(now, early);
        } catch (RuntimeException e) {
            LOG.warn("{} failed to tell its urgency and gets no permit", lane, e);
            return Double.NaN;
        }
    }
}
