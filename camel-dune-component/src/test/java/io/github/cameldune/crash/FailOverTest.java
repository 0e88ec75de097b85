package io.github.cameldune.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes watch one list with {@code master:}; the one that does is killed. */
class FailOverTest {

    private final long seed = Long.getLong("crash.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path directory;

    private Scene scene;
    private final List<Long> takeOvers = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        scene = new Scene(directory, random);
    }

    @AfterEach
    void stop() throws Exception {
        if (scene != null) {
            scene.stop();
        }
    }

    @Test
    void theOtherNodeTakesOverWhenTheLeaderIsKilled() throws Exception {
        killLeaders(1);
    }

    @Test
    @Tag("crash")
    void oneNodeAfterTheOtherTakesOver() throws Exception {
        killLeaders(Integer.getInteger("crash.kills", 20));
    }

    private void killLeaders(int times) throws Exception {
        System.out.println("crash.seed=" + seed);
        scene.want(1_000_000);
        scene.registerSteadily();
        NodeProcess leader = scene.startClusterNode();
        NodeProcess other = scene.startClusterNode();
        if (!awaitDeliveryAfter(Instant.MIN).node().equals(leader.name())) {
            NodeProcess swap = leader;
            leader = other;
            other = swap;
        }
        for (int kill = 0; kill < times; kill++) {
            other.awaitReady();
            leader.run(Duration.ofMillis(random.nextInt(1500)));
            measureTakeOver(leader.kill());
            leader = other;
            if (kill < times - 1) {
                other = scene.startClusterNode();
            }
        }
        scene.stopRegistering();
        scene.awaitTheEndOfAll();

        Verdict verdict = new Verdict(scene);
        verdict.check();
        assertThat(changesOfTheSender()).as("no two nodes watched at a time").isEqualTo(times);
        System.out.printf(
                "%d leaders killed, first delivery of the next after %d ms (median), %d ms (longest); %d executions, %d deliveries, %d of"
                        + " them repeated%n",
                times,
                takeOvers.stream().sorted().toList().get(times / 2),
                Collections.max(takeOvers),
                scene.fates().size(),
                scene.inbox().deliveries().size(),
                verdict.duplicates());
    }

    private void measureTakeOver(Instant dead) {
        Instant taken = awaitDeliveryAfter(dead.plusMillis(200)).at();
        takeOvers.add(Duration.between(dead, taken).toMillis());
    }

    /** What the dead one sent at last may still be on its way for a moment; no other takes over so soon. */
    private Delivery awaitDeliveryAfter(Instant instant) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> scene.inbox().deliveries().stream()
                                .filter(delivery -> delivery.at().isAfter(instant))
                                .findFirst(),
                        found -> found.isPresent())
                .get();
    }

    private long changesOfTheSender() {
        List<Delivery> all = scene.inbox().deliveries();
        return IntStream.range(1, all.size())
                .filter(i -> !all.get(i).node().equals(all.get(i - 1).node()))
                .count();
    }
}
