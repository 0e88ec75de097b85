package io.github.cameldune.internal.client;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;

/** Reads the HTTP header {@code Retry-After}, which Dune does not document: seconds or a date (RFC 9110, 10.2.3). */
final class RetryAfter {

    /** More means "never". The bound keeps sums far from an overflow. */
    private static final Duration MOST = Duration.ofDays(365);

    private static final Pattern SECONDS = Pattern.compile("[0-9]+");

    /** More than the bound, and still a long. */
    private static final Pattern UP_TO_NINE_DIGITS = Pattern.compile("0*[0-9]{1,9}");

    private RetryAfter() {}

    /** How long the header asks to wait, at most a year; null when it is missing or no time. A date counts from now. */
    static Duration parse(String value, Instant now) {
        if (value == null) {
            return null;
        }
        String text = value.strip();
        if (SECONDS.matcher(text).matches()) {
            return UP_TO_NINE_DIGITS.matcher(text).matches() ? atMost(Duration.ofSeconds(Long.parseLong(text))) : MOST;
        }
        Instant date = DateUtils.parseStandardDate(text);
        if (date == null) {
            return null;
        }
        return date.isBefore(now) ? Duration.ZERO : atMost(Duration.between(now, date));
    }

    private static Duration atMost(Duration wait) {
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
