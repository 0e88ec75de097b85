package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameldune.fuzz.ShortRun;
import io.github.cameldune.internal.camel.CorrelationHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever {@code correlationHeaders} names, and whatever a message's headers are called: carried is what matches. */
class CorrelationHeadersFuzzTest {

    private static final CamelContext CAMEL = new DefaultCamelContext();

    /**
     * Tries a message.
     *
     * @param input the option in the first line, the names of the message's headers in the others
     */
    @Tag("fuzz")
    @Timeout(10)
    @FuzzTest
    void carriedIsWhatMatches(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 20);
        if (lines[0].length() > 300) {
            // the option is its user's own; the names of headers are anyone's
            return;
        }
        Message message = new DefaultMessage(CAMEL);
        Arrays.stream(lines).skip(1).forEach(name -> message.setHeader(name, "value"));

        Map<String, Object> carried = new CorrelationHeaders(lines[0]).of(message);

        message.getHeaders().keySet().forEach(name -> {
            boolean matches = Arrays.stream(lines[0].split(",")).anyMatch(pattern -> matches(name, pattern.strip()));
            boolean camels = name.toLowerCase(Locale.ROOT).startsWith("camel");
            assertThat(carried.containsKey(name))
                    .as("'%s' by '%s'", name, lines[0])
                    .isEqualTo(matches && !camels);
        });
        assertThat(carried).hasSizeLessThan(20);
    }

    /** A pattern matched by hand: greedy from the left, the last part at the end. */
    private static boolean matches(String name, String pattern) {
        String[] parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return !pattern.isEmpty() && name.equalsIgnoreCase(pattern);
        }
        String first = parts[0];
        String last = parts[parts.length - 1];
        int from = first.length();
        int to = name.length() - last.length();
        if (to < from
                || !name.regionMatches(true, 0, first, 0, from)
                || !name.regionMatches(true, to, last, 0, last.length())) {
            return false;
        }
        for (String part : Arrays.copyOfRange(parts, 1, parts.length - 1)) {
            int at = from;
            while (at + part.length() <= to && !name.regionMatches(true, at, part, 0, part.length())) {
                at++;
            }
            if (at + part.length() > to) {
                return false;
            }
            from = at + part.length();
        }
        return true;
    }

    @Test
    void carriedIsWhatMatchesInAShortRun() {
        ShortRun.of(getClass(), "carriedIsWhatMatches", this::carriedIsWhatMatches);
    }
}
