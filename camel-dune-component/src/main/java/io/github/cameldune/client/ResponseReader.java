package io.github.cameldune.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/** Says what an HTTP response means: the one place that turns bytes into an {@link Answer}. */
final class ResponseReader {

    /** A status is some hundred bytes; whatever is longer than this is none, and must not fill the heap. */
    static final int MAX_BODY = 1024 * 1024;

    private static final int MAX_ERROR_BODY = 64 * 1024;
    private static final int MAX_EXCERPT = 1024;

    private final ApiKey key;

    ResponseReader(ApiKey key) {
        this.key = key;
    }

    Answer read(ExecutionId asked, ClassicHttpResponse response, Instant now) throws IOException {
        int code = response.getCode();
        if (code < 200 || code > 299) {
            Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            return new Answer.Refused(
                    code,
                    retryAfter == null ? null : RetryAfter.parse(retryAfter.getValue(), now),
                    excerpt(errorBody(response)));
        }
        byte[] body;
        try {
            body = body(response, MAX_BODY);
        } catch (InterruptedIOException e) {
            // a timeout: there is no answer yet
            throw e;
        } catch (IOException e) {
            return new Answer.Unreadable(code, "it was cut off on the way", "", e);
        }
        if (body.length > MAX_BODY) {
            return new Answer.Unreadable(code, "it is longer than 1 MiB", excerpt(body));
        }
        String json = new String(body, StandardCharsets.UTF_8);
        try {
            ExecutionStatus status = StatusParser.parse(json);
            if (status.executionId() != null && !status.executionId().equals(asked.value())) {
                return new Answer.Unreadable(code, "it is about another execution", excerpt(body));
            }
            return new Answer.Known(status, date(response));
        } catch (UnreadableStatusException e) {
            return new Answer.Unreadable(code, e.getMessage(), excerpt(body));
        }
    }

    private static Instant date(ClassicHttpResponse response) {
        Header date = response.getFirstHeader(HttpHeaders.DATE);
        return date == null ? null : DateUtils.parseStandardDate(date.getValue());
    }

    private static byte[] errorBody(ClassicHttpResponse response) {
        try {
            return body(response, MAX_ERROR_BODY);
        } catch (IOException e) {
            // the status code has arrived, and says more than the text that broke off
            return new byte[0];
        }
    }

    /** Reads at most one byte more than {@code most}; closing the response then drops the connection unread. */
    private static byte[] body(ClassicHttpResponse response, int most) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        InputStream content = entity.getContent();
        long length = entity.getContentLength();
        if (length < 0 || length > most) {
            return content.readNBytes(most + 1);
        }
        byte[] body = content.readNBytes((int) length);
        // the end has to be seen, or the connection does not go back to the pool
        content.close();
        return body;
    }

    private String excerpt(byte[] body) {
        int read = Math.min(body.length, MAX_ERROR_BODY);
        String text = key.maskIn(new String(body, 0, read, StandardCharsets.UTF_8));
        StringBuilder line = new StringBuilder();
        int bytes = 0;
        for (int i = 0; i < text.length() && bytes < MAX_EXCERPT - 3; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
            bytes += c < 0x80 ? 1 : 3;
        }
        return line.toString().strip();
    }
}
