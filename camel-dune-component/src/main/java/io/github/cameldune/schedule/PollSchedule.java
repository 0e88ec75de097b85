package io.github.cameldune.schedule;

import java.time.Duration;
import java.util.Objects;

/**
 * How long to wait before the next request about one execution, from its age alone.
 *
 * <p>Durations of queries are heavy-tailed: the rate at which executions of age a end is about 1/a. Minimising the
 * expected delay plus a price per request then gives an interval that grows as √a. A pure function, thread-safe.
 *
 * @param floor the shortest interval, positive
 * @param cap the longest interval; one shorter than the floor counts as the floor, so that a long {@code delay} need
 *     not be accompanied by a longer {@code maxPollInterval}
 * @param adaptive whether the interval grows with the age; if not, it is always the floor
 */
public record PollSchedule(Duration floor, Duration cap, boolean adaptive) {

    /**
     * Checks the values.
     *
     * @param floor as of the record
     * @param cap as of the record
     * @param adaptive as of the record
     * @throws IllegalArgumentException if a duration is not positive
     */
    public PollSchedule {
        Objects.requireNonNull(floor, "floor");
        Objects.requireNonNull(cap, "cap");
        if (floor.isZero() || floor.isNegative() || cap.isZero() || cap.isNegative()) {
            throw new IllegalArgumentException("floor and cap must be positive, not " + floor + " and " + cap);
        }
        cap = cap.compareTo(floor) < 0 ? floor : cap;
    }

    /**
     * The time between two requests about an execution.
     *
     * @param age since its submission; negative, as a clock that is late can make it, counts as zero
     * @return at least the floor, at most the cap
     */
    public Duration interval(Duration age) {
        if (!adaptive || age.isNegative()) {
            return floor;
        }
        Duration grown = Durations.ofSeconds(Math.sqrt(Durations.seconds(age)));
        return grown.compareTo(floor) < 0 ? floor : grown.compareTo(cap) > 0 ? cap : grown;
    }
}
