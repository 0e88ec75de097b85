package io.github.cameldune.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Submission;
import io.github.cameldune.internal.client.Submitted;
import io.github.cameldune.internal.time.VirtualTime;
import io.github.cameldune.watch.store.FailingStore;
import io.github.cameldune.watch.store.MapWatchStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a store did not take of submissions is written later, and no change is lost to another. */
class SubmissionStoreTest {

    private static final String LIST = SubmissionLog.LIST;
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Submission SUBMISSION = new Submission(4242L, null, Map.of(), null);
    private static final Submitted STARTED =
            new Submitted(new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1"), ExecutionState.of("QUERY_STATE_PENDING"));

    private final VirtualTime time = new VirtualTime();
    private final FailingStore failing = new FailingStore(new MapWatchStore(new ConcurrentHashMap<>()));
    private final SubmissionLog log = new SubmissionLog(failing, time, Runnable::run, time);

    @AfterEach
    void close() {
        log.close();
    }

    private static SubmissionIntent intent(Duration retention) {
        return SubmissionIntent.of("token", SUBMISSION, Duration.ofSeconds(40), retention);
    }

    private static SubmissionRecord record(String attempt) {
        return new SubmissionRecord(
                SubmissionRecord.Phase.INTENT,
                "token",
                "f",
                attempt,
                NOW,
                NOW.plusSeconds(50),
                NOW.plus(Duration.ofDays(7)),
                null,
                null,
                false);
    }

    @Test
    void whatAThreadThatSubmitsRemembersIsNotLostToASweepThatWritesAnOlderChange() {
        SubmissionStore submissions = new SubmissionStore(failing);
        submissions.put("key", null, record("first"));
        failing.reads(false);
        submissions.settle("key", "first", null);
        failing.reads(true);
        failing.duringNextGet(() -> {
            // a redelivery: its intent replaces the first, and what came of it is not taken
            submissions.read("key");
            submissions.put("key", null, record("second"));
            failing.reads(false);
            submissions.settle("key", "second", record("second").started("01A", "QUERY_STATE_PENDING"));
            failing.reads(true);
        });

        submissions.writeUnwritten();

        assertThat(submissions.hasUnwritten()).isTrue();
        assertThat(SubmissionJson.read("key", submissions.read("key")).executionId())
                .isEqualTo("01A");
    }

    @Test
    void aRecordThatCannotBeReadKeepsNoOtherFromBeingWritten() {
        SubmissionStore submissions = new SubmissionStore(failing);
        for (String key : new String[] {"a", "b", "c"}) {
            submissions.put(key, null, record(key));
            failing.reads(false);
            submissions.settle(key, key, record(key).unknown());
            failing.reads(true);
        }
        failing.replace(LIST, "b", failing.get(LIST, "b"), "spoilt");

        submissions.writeUnwritten();

        assertThat(SubmissionJson.read("a", failing.get(LIST, "a")).phase()).isEqualTo(SubmissionRecord.Phase.UNKNOWN);
        assertThat(SubmissionJson.read("c", failing.get(LIST, "c")).phase()).isEqualTo(SubmissionRecord.Phase.UNKNOWN);
    }

    @Test
    void whatTheStoreDidNotTakeIsWrittenWithinAMinuteAfterItAnswers() throws Exception {
        log.start();
        log.submit(
                intent(Duration.ofDays(7)),
                () -> {
                    failing.reads(false);
                    failing.writes(false);
                    return Answer.ok(STARTED, 200, null);
                },
                (result, watched) -> result);
        time.advance(Duration.ofMinutes(3));
        failing.reads(true);
        failing.writes(true);

        time.advance(Duration.ofMinutes(1));

        assertThat(failing.load(LIST).values())
                .singleElement()
                .asString()
                .contains(STARTED.executionId().value());
    }

    @Test
    void aRetentionShorterThanARequestStartsNoSecondExecutionWhileTheFirstRequestIsInFlight() throws Exception {
        SubmissionLog other = new SubmissionLog(failing, time, Runnable::run, time);
        log.submit(
                intent(Duration.ofMillis(1)),
                () -> {
                    time.advance(Duration.ofSeconds(30));
                    SubmissionResult known = other.known(intent(Duration.ofMillis(1)), (result, watched) -> result);
                    assertThat(known.kind()).isEqualTo(SubmissionResult.Kind.IN_PROGRESS);
                    return Answer.ok(STARTED, 200, null);
                },
                (result, watched) -> result);
    }
}
