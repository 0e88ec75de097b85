package io.github.cameldune.internal.watch;

import static io.github.cameldune.internal.schedule.Answers.state;
import static io.github.cameldune.internal.watch.Watching.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.fuzz.Quiet;
import io.github.cameldune.fuzz.ShortRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a watch store holds, written by another version, another program or a failing disk: a watch that goes on to
 * its end, or an entry that is left as it is; and the other watches go on.
 */
class StoredWatchFuzzTest {

    private static final ExecutionId GOOD = Watching.OTHER;

    @Tag("fuzz")
    @Timeout(10)
    @FuzzTest
    void aStoredTextIsAWatchOrStays(byte[] stored) {
        String text = new String(stored, StandardCharsets.UTF_8);
        Watch watch = read(text);
        if (watch != null) {
            isWrittenAsItWasRead(watch);
        }
        Watching watching = new Watching();
        watching.map.put("list/" + ID.value(), text);
        watching.add(GOOD);
        watching.answers(ID, state("PENDING"), state("EXECUTING"), state("COMPLETED"));
        watching.answers(GOOD, state("PENDING"), state("EXECUTING"), state("COMPLETED"));
        watching.seconds(6);

        assertThat(watching.delivered)
                .filteredOn(one -> one.watch().executionId().equals(GOOD))
                .extracting(one -> one.status().state().name())
                .containsExactly("QUERY_STATE_PENDING", "QUERY_STATE_EXECUTING", "QUERY_STATE_COMPLETED");
        if (watch == null) {
            isLeftAsItIs(watching, text);
        } else {
            cameToItsEnd(watching, watch);
        }
    }

    private static Watch read(String text) {
        try {
            return WatchJson.read(ID, text);
        } catch (WatchStoreException e) {
            assertThat(e.getCause()).isNull();
            assertThat(e.getMessage())
                    .matches("The watch store holds no readable watch for execution opaque-1"
                            + " \\([A-Za-z ]+\\): remove or repair that entry");
            return null;
        }
    }

    private static void isWrittenAsItWasRead(Watch watch) {
        String written = WatchJson.write(watch);
        assertThat(WatchJson.read(ID, written)).isEqualTo(watch);
        assertThat(written).matches("[ -~]*");
        assertThat(watch.correlation()).allSatisfy((name, value) -> {
            assertThat(name.toLowerCase(Locale.ROOT)).doesNotStartWith("camel");
            assertThat(Watch.canCarry(value))
                    .as("%s can be stored again", value.getClass())
                    .isTrue();
        });
    }

    private static void isLeftAsItIs(Watching watching, String text) {
        assertThat(watching.stored(ID)).isEqualTo(text);
        assertThat(watching.polled).doesNotContain(ID);
        assertThat(watching.list.stored().ids()).contains(ID);
        assertThatThrownBy(() -> watching.add(ID)).isInstanceOf(WatchStoreException.class);
        assertThat(watching.stored(ID)).isEqualTo(text);
    }

    private static void cameToItsEnd(Watching watching, Watch watch) {
        assertThat(watching.stored(ID)).isNull();
        if (watch.ended()) {
            assertThat(watching.polled).doesNotContain(ID);
            return;
        }
        assertThat(watching.delivered)
                .filteredOn(one -> one.watch().executionId().equals(ID))
                .allSatisfy(one -> assertThat(one.watch().correlation()).isEqualTo(watch.correlation()));
        boolean timedOut =
                watch.untilTimeout(watching.time.instant(), Watching.TIMEOUT).compareTo(Duration.ZERO) <= 0;
        assertThat(timedOut ? !watching.expired.isEmpty() || isCompleted(watching) : isCompleted(watching))
                .as("its end was delivered")
                .isTrue();
    }

    private static boolean isCompleted(Watching watching) {
        return watching.delivered.stream().anyMatch(one -> one.eventId().equals("opaque-1:QUERY_STATE_COMPLETED"));
    }

    @Test
    void aStoredTextIsAWatchOrStaysInAShortRun() {
        Quiet.during(
                WatchList.class,
                () -> ShortRun.of(getClass(), "aStoredTextIsAWatchOrStays", this::aStoredTextIsAWatchOrStays));
    }
}
