package io.github.cameldune.internal.client;

import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;

/** The header {@code Date} of an answer. Thread-safe. */
final class AnswerDate {

    private record Parsed(String text, Instant instant) {}

    /** Answers of one second have one text. */
    private static volatile Parsed last = new Parsed("", null);

    private AnswerDate() {}

    /** When the answer was written, by the server's clock, to the second; null when the header is missing or no date. */
    static Instant of(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.DATE);
        if (header == null || header.getValue() == null) {
            return null;
        }
        Parsed parsed = last;
        if (!parsed.text().equals(header.getValue())) {
            parsed = new Parsed(header.getValue(), DateUtils.parseStandardDate(header.getValue()));
            last = parsed;
        }
        return parsed.instant();
    }
}
