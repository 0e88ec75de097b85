package io.github.cameldune.soak;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand watches in a heap of 256 MB, for a long time: nothing is lost, nothing is delivered twice that was taken,
 * and neither heap nor threads grow. The system property {@code soak.minutes} says how long each of the long runs takes.
 */
class SoakTest {

    private static final int CHANGES_PER_MINUTE = 500;
    private static final Duration EACH = Duration.ofMillis(60_000 / CHANGES_PER_MINUTE);

    @TempDir
    Path directory;

    @Test
    void losesNothingInSecondsThoughOneInTenFails() throws Exception {
        new Soak("short", 1_000, 3_000, Duration.ofSeconds(3), Duration.ofSeconds(1), 5, 10).run(directory);
    }

    @Test
    @Tag("soak")
    void losesNothingAndDoesNotGrow() throws Exception {
        run("plain", 0, 0);
    }

    @Test
    @Tag("soak")
    void losesNothingWhileTheRouteFailsOneExchangeInTen() throws Exception {
        run("failing", 0, 10);
    }

    @Test
    @Tag("soak")
    void losesNothingWhileTheRouteIsSlowerThanTheArrivals() throws Exception {
        run("slow", (int) EACH.multipliedBy(5).dividedBy(4).toMillis(), 0);
    }

    private void run(String name, int routeMillis, int oneInFails) throws Exception {
        Duration time = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
        new Soak(name, 10_000, CHANGES_PER_MINUTE, time, Duration.ofMinutes(1), routeMillis, oneInFails).run(directory);
    }
}
