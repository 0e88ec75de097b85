package io.github.cameldune.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.CapturedLog;
import io.github.cameldune.watch.store.FailingStore;
import io.github.cameldune.watch.store.MapWatchStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** What a look at the stored submissions changes and reports, and when the next one is. */
class SubmissionSweepTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String LIST = SubmissionLog.LIST;

    private final FailingStore store = new FailingStore(new MapWatchStore(new ConcurrentHashMap<>()));
    private final Set<String> inFlight = new HashSet<>();
    private final SubmissionSweep sweep = new SubmissionSweep(new SubmissionStore(store), inFlight::contains);

    private static SubmissionRecord intent(String token, Duration age) {
        Instant at = NOW.minus(age);
        return new SubmissionRecord(
                SubmissionRecord.Phase.INTENT,
                token,
                "f",
                "attempt of " + token,
                at,
                at.plusSeconds(50),
                at.plus(Duration.ofDays(7)),
                null,
                null,
                false);
    }

    private String put(String key, SubmissionRecord record) {
        String text = SubmissionJson.write(record);
        store.putIfAbsent(LIST, key, text);
        return text;
    }

    @Test
    void anIntentIsLookedAtAgainWhenItsOutcomeIsDue() {
        String text = put("a", intent("t", Duration.ofSeconds(20)));

        assertThat(sweep.run(NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(store.get(LIST, "a")).isEqualTo(text);
    }

    @Test
    void anAbandonedIntentIsReportedOnce() {
        put("a", intent("t \n\u001b[31m", Duration.ofSeconds(50)));
        try (CapturedLog log = new CapturedLog(Level.WARN)) {
            sweep.run(NOW);
            sweep.run(NOW);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("may have been started and billed", "t \\n\\u001B[31m")
                    .doesNotContain("\u001b");
        }
        assertThat(SubmissionJson.read("a", store.get(LIST, "a")).phase()).isEqualTo(SubmissionRecord.Phase.UNKNOWN);
    }

    @Test
    void anAbandonedIntentWithoutATokenIsReportedAndForgotten() {
        put("a", intent(null, Duration.ofHours(1)));
        try (CapturedLog log = new CapturedLog(Level.WARN)) {
            sweep.run(NOW);

            assertThat(log.lines()).hasSize(1);
        }
        assertThat(store.get(LIST, "a")).isNull();
    }

    @Test
    void aSubmissionInFlightIsLeftAloneAndLookedAtSoonAgain() {
        String text = put("a", intent("t", Duration.ofSeconds(60)));
        inFlight.add("a");

        assertThat(sweep.run(NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(store.get(LIST, "a")).isEqualTo(text);
    }

    @Test
    void expiredRecordsAreRemovedAndOthersKept() {
        put("old", intent("t", Duration.ofDays(7)).started("01HKZJ2683PHF9Q9PHHQ8FW4Q1", "QUERY_STATE_PENDING"));
        put("young", intent("t", Duration.ofDays(6)).started("01HKZJ2683PHF9Q9PHHQ8FW4Q1", "QUERY_STATE_PENDING"));

        assertThat(sweep.run(NOW)).isEqualTo(Duration.ofHours(6));
        assertThat(store.ids(LIST)).containsExactly("young");
    }

    @Test
    void anEntryThatIsNoRecordIsLeftAlone() {
        store.putIfAbsent(LIST, "other", "{\"of\":\"an application\"}");
        put("a", intent("t", Duration.ofSeconds(20)));

        assertThat(sweep.run(NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(store.get(LIST, "other")).isEqualTo("{\"of\":\"an application\"}");
    }

    @Test
    void aStoreThatCannotAnswerIsTriedAgainInAMinute() {
        store.reads(false);

        assertThat(sweep.run(NOW)).isEqualTo(Duration.ofMinutes(1));
    }
}
