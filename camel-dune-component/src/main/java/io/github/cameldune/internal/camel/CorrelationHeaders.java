package io.github.cameldune.internal.camel;

import io.github.cameldune.internal.watch.Watch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which headers of a message a watch carries: the option {@code correlationHeaders}. Immutable. */
public final class CorrelationHeaders {

    private static final Logger LOG = LoggerFactory.getLogger(CorrelationHeaders.class);

    private final List<Pattern> patterns;

    /** By the option's value; null for none. */
    public CorrelationHeaders(String option) {
        patterns = option == null
                ? List.of()
                : Arrays.stream(option.split(","))
                        .map(String::strip)
                        .filter(pattern -> !pattern.isEmpty())
                        .map(CorrelationHeaders::compiled)
                        .toList();
    }

    /**
     * Camel's own matching would take such a pattern for a regular expression too: {@code Order*} would carry {@code Orde}.
     * Each part is looked for once, so that a long name costs no more than its length.
     */
    private static Pattern compiled(String pattern) {
        String[] parts = pattern.split("\\*", -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length - 1; i++) {
            regex.append("(?>.*?").append(Pattern.quote(parts[i])).append(')');
        }
        if (parts.length > 1) {
            regex.append(".*").append(Pattern.quote(parts[parts.length - 1]));
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /**
     * The headers of a message that match: strings, booleans and numbers; other simple values as text. The rest is left out
     * with a warning.
     */
    public Map<String, Object> of(Message message) {
        Map<String, Object> carried = new LinkedHashMap<>();
        if (!patterns.isEmpty()) {
            message.getHeaders().forEach((name, value) -> {
                if (matches(name)) {
                    carry(name, value, carried);
                }
            });
        }
        return carried;
    }

    private boolean matches(String name) {
        // Camel's own headers decide what components do: carried on, they could steer a route that trusts its headers
        return !name.toLowerCase(Locale.ROOT).startsWith("camel")
                && patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static void carry(String name, Object value, Map<String, Object> carried) {
        Object simple = Watch.canCarry(value) ? value : SimpleValues.asText(value);
        if (simple != null) {
            carried.put(name, simple);
        } else if (value != null) {
            LOG.warn(
                    "The header {} is not carried to the exchanges of its execution: a {} is no simple value."
                            + " Convert it to a String before dune:watch",
                    name,
                    value.getClass().getName());
        }
    }
}
