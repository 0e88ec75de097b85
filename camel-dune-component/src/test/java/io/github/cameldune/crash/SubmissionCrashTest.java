package io.github.cameldune.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import io.github.cameldune.stub.StubSubmission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the submitting process between intent and request, between request and record, and between record and answer, and
 * sends each message again that had no answer, as a broker does. The system property {@code crash.seed} repeats the choices of
 * a run, {@code crash.kills} says how many kills the long form has.
 */
class SubmissionCrashTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    private final long seed = Long.getLong("crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final DuneStub dune = DuneStub.builder().keepRequests(1_000_000).start();
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, List<String>> answers = new ConcurrentHashMap<>();
    private final List<String> reported = new CopyOnWriteArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();

    @TempDir
    Path directory;

    private Database database;

    @BeforeEach
    void start() throws Exception {
        database = new Database(directory.resolve("database"));
        dune.query(4242).runs(execution -> execution.stays("EXECUTING"));
    }

    @AfterEach
    void stop() throws Exception {
        nodes.forEach(NodeProcess::discard);
        dune.close();
        if (database != null) {
            database.close();
        }
    }

    @Test
    void startsOneExecutionForEachTokenWhenItIsKilledAFewTimes() throws Exception {
        kill(3);
    }

    @Test
    @Tag("crash")
    void startsOneExecutionForEachTokenHoweverOftenItIsKilled() throws Exception {
        kill(Integer.getInteger("crash.kills", 60));

        assertThat(unknown()).as("tokens whose outcome no process could learn").isNotEmpty();
        assertThat(reported)
                .as("what the next process reported of its own accord")
                .isNotEmpty();
    }

    private void kill(int times) throws Exception {
        System.out.println("crash.seed=" + seed);
        for (int kill = 0; kill < times; kill++) {
            NodeProcess node = startNode();
            send(node, unanswered());
            switch (kill % 3) {
                case 0 -> killBetweenRequestAndRecord(node);
                case 1 -> killBetweenRecordAndAnswer(node);
                default -> killAtAnyMoment(node);
            }
        }
        NodeProcess survivor = startNode();
        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            send(survivor, unanswered());
            assertThat(unanswered()).as("tokens without an answer").isEmpty();
        });
        await().atMost(LONG).untilAsserted(() -> assertThat(database.submissionsWith("\"phase\":\"intent\""))
                .as("intents that no process has reported")
                .isZero());
        verify();
        System.out.printf(
                "%d kills, %d tokens, %d executions, %d of unknown outcome, %d reported at a start%n",
                times, tokens.size(), dune.submissionCount(), unknown().size(), reported.size());
    }

    private void killBetweenRequestAndRecord(NodeProcess node) throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        long before = dune.requestCount();
        Fault held = Fault.held(answer);
        // half of them before an execution is started
        dune.failSubmissions(random.nextBoolean() ? held : Fault.silent(Duration.ofMillis(800)));
        send(node, fresh(1 + random.nextInt(3)));
        await().atMost(LONG).until(() -> dune.requestCount() > before);
        node.run(Duration.ofMillis(random.nextInt(20)));
        node.kill();
        answer.countDown();
        dune.heal();
    }

    private void killBetweenRecordAndAnswer(NodeProcess node) throws Exception {
        List<String> sent = fresh(4);
        send(node, sent);
        String token = sent.get(random.nextInt(sent.size()));
        await().atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                // on a machine that is busy, the request may have timed out
                .until(() -> database.submissionsWith("\"phase\":\"started\",\"token\":\"" + token + '"')
                                + database.submissionsWith("\"phase\":\"unknown\",\"token\":\"" + token + '"')
                        > 0);
        node.kill();
    }

    private void killAtAnyMoment(NodeProcess node) throws Exception {
        send(node, fresh(8));
        node.run(Duration.ofMillis(random.nextInt(300)));
        node.kill();
    }

    private List<String> fresh(int count) {
        List<String> fresh = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fresh.add("token-" + tokens.size());
            tokens.add(fresh.get(i));
        }
        return fresh;
    }

    private List<String> unanswered() {
        return tokens.stream().filter(token -> !answers.containsKey(token)).toList();
    }

    private static void send(NodeProcess node, Collection<String> sent) throws IOException {
        for (String token : sent) {
            node.tell(token);
        }
    }

    private NodeProcess startNode() throws IOException {
        NodeProcess node =
                new NodeProcess(SubmittingNode.class, "node-" + nodes.size(), dune.baseUrl(), database.url());
        nodes.add(node);
        node.awaitReady();
        Thread reader = new Thread(() -> read(node), node.name());
        reader.setDaemon(true);
        reader.start();
        return node;
    }

    private void read(NodeProcess node) {
        try {
            node.lines().forEach(this::read);
        } catch (UncheckedIOException e) {
            // killed in the middle of a line: its message has no answer
        }
    }

    private void read(String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case SubmittingNode.STARTED -> answer(words[2], words[1]);
            case SubmittingNode.UNKNOWN -> answer(words[1], SubmittingNode.UNKNOWN);
            case SubmittingNode.REPORTED -> reported.add(words[1]);
            default -> assertThat(words[0]).isEqualTo(SubmittingNode.AGAIN);
        }
    }

    private void answer(String token, String outcome) {
        answers.computeIfAbsent(token, any -> new CopyOnWriteArrayList<>()).add(outcome);
    }

    private List<String> unknown() {
        return tokens.stream()
                .filter(token -> answers.get(token).contains(SubmittingNode.UNKNOWN))
                .toList();
    }

    /** For each token one execution, which every answer names and which is watched, or an unknown outcome that was reported. */
    private void verify() throws Exception {
        Map<String, List<StubSubmission>> started = dune.submissions().stream()
                .collect(Collectors.groupingBy(
                        submission -> submission.parameters().get("token")));
        for (String token : tokens) {
            List<StubSubmission> executions = started.getOrDefault(token, List.of());
            if (answers.get(token).contains(SubmittingNode.UNKNOWN)) {
                assertThat(executions).as(token).hasSizeLessThanOrEqualTo(1);
                assertThat(answers.get(token)).as(token).containsOnly(SubmittingNode.UNKNOWN);
            } else {
                assertThat(executions).as(token).hasSize(1);
                String id = executions.get(0).executionId();
                assertThat(answers.get(token)).as(token).containsOnly(id);
                assertThat(database.submissionsWith(id)).as("records of " + id).isEqualTo(1);
                assertThat(database.watchesWith(id)).as("watches of " + id).isEqualTo(1);
            }
        }
        assertThat(reported).as("reports, each once").doesNotHaveDuplicates();
    }
}
