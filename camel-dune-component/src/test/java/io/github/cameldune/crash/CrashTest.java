package io.github.cameldune.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the watching process at moments that nobody chose. The system property {@code crash.seed} repeats the choices of
 * a run, {@code crash.kills} says how many kills the long form has.
 */
class CrashTest {

    private final long seed = Long.getLong("crash.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path directory;

    private Scene scene;

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
    void losesNothingWhenItIsKilledAFewTimes() throws Exception {
        kill(4);
    }

    @Test
    @Tag("crash")
    void losesNothingHoweverOftenItIsKilled() throws Exception {
        kill(Integer.getInteger("crash.kills", 60));

        assertThat(new Verdict(scene).duplicates())
                .as("deliveries that a kill cut off and the next process repeated")
                .isPositive();
    }

    private void kill(int times) throws Exception {
        System.out.println("crash.seed=" + seed);
        scene.registerSteadily();
        for (int kill = 0; kill < times; kill++) {
            scene.want(12);
            NodeProcess node = scene.startNode();
            // one in eight dies while it starts
            if (random.nextInt(8) > 0) {
                node.awaitReady();
            }
            node.run(Duration.ofMillis(random.nextInt(1500)));
            // every other one dies between sending and recording, or about then
            if (random.nextBoolean()) {
                scene.inbox().awaitArrival(Duration.ofSeconds(1));
                node.run(Duration.ofMillis(random.nextInt(40)));
            }
            node.kill();
        }
        scene.stopRegistering();
        NodeProcess survivor = scene.startNode();
        scene.awaitTheEndOfAll();
        Verdict verdict = new Verdict(scene);
        verdict.check();
        survivor.kill();
        findsNothingLeftToDo();
        System.out.printf(
                "%d kills, %d executions, %d deliveries, %d of them repeated%n",
                times + 1, scene.fates().size(), scene.inbox().deliveries().size(), verdict.duplicates());
    }

    /** What is over is over: the next process asks about a new execution and no other. */
    private void findsNothingLeftToDo() throws Exception {
        int delivered = scene.inbox().deliveries().size();
        scene.dune().forgetRequests();
        scene.startNode();
        Fate fresh = scene.register();
        scene.awaitTheEndOfAll();

        assertThat(scene.dune().requests()).allMatch(request -> fresh.id().equals(request.executionId()));
        assertThat(scene.inbox().deliveries())
                .hasSize(delivered + scene.inbox().deliveries(fresh.id()).size());
    }
}
