package io.github.cameldune.watch;

import static io.github.cameldune.watch.Watching.ID;
import static io.github.cameldune.watch.Watching.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.fuzz.Quiet;
import io.github.cameldune.fuzz.ShortRun;
import java.math.BigDecimal;
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

    private static final JsonMapper PLAIN = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final ExecutionId GOOD = new ExecutionId("opaque-2");

    @Tag("fuzz")
    @Timeout(10)
    @FuzzTest
    void aStoredTextIsAWatchOrStays(byte[] stored) {
        String text = new String(stored, StandardCharsets.UTF_8);
        Watch watch = read(text);
        if (watch != null) {
            isWrittenAsItWasRead(watch);
            numbersAreWhatIsStored(watch, text);
        }
        Watching watching = new Watching();
        watching.map.put("list/" + ID.value(), text);
        watching.add(GOOD);
        watching.answers(ID, state("PENDING"), state("EXECUTING"), state("COMPLETED"));
        watching.answers(GOOD, state("PENDING"), state("EXECUTING"), state("COMPLETED"));
        watching.seconds(6);

        assertThat(watching.told)
                .filteredOn(told -> told.watch().executionId().equals(GOOD))
                .extracting(told -> told.status().state().name())
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

    private static void numbersAreWhatIsStored(Watch watch, String text) {
        JsonNode root = tree(text);
        watch.correlation().forEach((name, value) -> {
            String type = root.path("headerTypes").path(name).asText();
            if (value instanceof Number && !type.equals("Float") && !type.equals("Double")) {
                assertThat(new BigDecimal(value.toString()))
                        .isEqualByComparingTo(root.path("headers").path(name).decimalValue());
            }
        });
    }

    private static JsonNode tree(String text) {
        try {
            return PLAIN.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a watch that is no JSON", e);
        }
    }

    private static void isLeftAsItIs(Watching watching, String text) {
        assertThat(watching.stored(ID)).isEqualTo(text);
        assertThat(watching.asked).doesNotContain(ID);
        assertThat(watching.list.ids()).contains(ID);
        assertThatThrownBy(() -> watching.add(ID)).isInstanceOf(WatchStoreException.class);
        assertThat(watching.stored(ID)).isEqualTo(text);
    }

    private static void cameToItsEnd(Watching watching, Watch watch) {
        assertThat(watching.stored(ID)).isNull();
        if (watch.ended()) {
            assertThat(watching.asked).doesNotContain(ID);
            return;
        }
        assertThat(watching.told)
                .filteredOn(told -> told.watch().executionId().equals(ID))
                .allSatisfy(told -> assertThat(told.watch().correlation()).isEqualTo(watch.correlation()));
        boolean timedOut = watch.isTimedOut(watching.time.instant(), Duration.ofMinutes(10));
        assertThat(timedOut ? !watching.ended.isEmpty() || isCompleted(watching) : isCompleted(watching))
                .as("told its end")
                .isTrue();
    }

    private static boolean isCompleted(Watching watching) {
        return watching.told.stream().anyMatch(told -> told.eventId().equals("opaque-1:QUERY_STATE_COMPLETED"));
    }

    @Test
    void aStoredTextIsAWatchOrStaysInAShortRun() {
        Quiet.during(
                WatchList.class,
                () -> ShortRun.of(getClass(), "aStoredTextIsAWatchOrStays", this::aStoredTextIsAWatchOrStays));
    }
}
