package io.github.cameldune;

import io.github.cameldune.internal.context.DuneContext;
import io.github.cameldune.internal.time.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.CamelContext;

/**
 * Makes the time of a Camel context go faster, so that pauses of minutes pass in a moment. Sockets, and Camel's own
 * scheduler, know nothing of it.
 */
public final class FastTime {

    private FastTime() {}

    /**
     * A clock that starts at the present time.
     *
     * @param pace how many seconds pass in a real one
     */
    public static InstantSource clock(long pace) {
        InstantSource real = new MonotonicClock();
        Instant start = real.instant();
        return () -> start.plus(Duration.between(start, real.instant()).multipliedBy(pace));
    }

    /**
     * To be called before any route is added.
     *
     * @param camel whose schedules, rate limits and watches are hurried
     * @param pace how many seconds pass in a real one
     */
    public static void install(CamelContext camel, long pace) throws Exception {
        install(camel, clock(pace), pace);
    }

    /** The same, with a clock of that pace which others use too. */
    public static void install(CamelContext camel, InstantSource clock, long pace) throws Exception {
        new DuneContext(camel, clock, pace).addTo(camel);
    }
}
