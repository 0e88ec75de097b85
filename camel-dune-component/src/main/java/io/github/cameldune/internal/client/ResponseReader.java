package io.github.cameldune.internal.client;

import io.github.cameldune.client.UnreadableStatusException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Turns a response of one base URL to one API key into an {@link Answer}. Remembers whether a status was among them: only then
 * can a 404 be about the execution instead of the URL. Thread-safe.
 */
final class ResponseReader {

    /** A status is some hundred bytes. Anything longer than this is none, and must not fill the heap. */
    static final int MAX_BODY = 1024 * 1024;

    private static final int MAX_ERROR_BODY = 64 * 1024;
    private static final int MAX_EXCERPT = 1024;
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

    /** Reads what the request asked for out of a whole body. Throws, with the reason, if the body is something else. */
    @FunctionalInterface
    interface Body<T> {

        T read(byte[] body) throws UnreadableStatusException;
    }

    private final ApiKey key;
    private volatile boolean isKnownAddress;

    ResponseReader(ApiKey key) {
        this.key = key;
    }

    /** The address has answered as only Dune does. */
    void statusAnswered() {
        // a write to a volatile field costs more than a read, and happens once
        if (!isKnownAddress) {
            isKnownAddress = true;
        }
    }

    static boolean isSuccess(ClassicHttpResponse response) {
        return response.getCode() / 100 == 2;
    }

    /** Reads a response to its end. Throws if a 2xx does not arrive in time. */
    <T> Answer<T> read(ClassicHttpResponse response, Instant now, Body<T> reader) throws IOException {
        if (!isSuccess(response)) {
            return error(response, now, false);
        }
        byte[] body;
        try {
            body = bytes(response, MAX_BODY);
        } catch (InterruptedIOException e) {
            // a timeout: there is no answer yet
            throw e;
        } catch (ZipException e) {
            return unreadable(response, "it is compressed, and damaged", new byte[0], e);
        } catch (IOException e) {
            return unreadable(response, "it was cut off on the way", new byte[0], e);
        }
        if (body.length > MAX_BODY) {
            return unreadable(response, "it is longer than 1 MiB", body, null);
        }
        try {
            return Answer.ok(reader.read(body), response.getCode(), AnswerDate.of(response));
        } catch (UnreadableStatusException e) {
            return unreadable(response, e.getMessage(), body, null);
        }
    }

    /** What a 3xx, 4xx or 5xx means. */
    <T> Answer<T> error(ClassicHttpResponse response, Instant now, boolean isForLatest) {
        byte[] body;
        try {
            body = bytes(response, MAX_ERROR_BODY);
        } catch (IOException e) {
            // the status code has arrived, and says more than the text that broke off
            body = new byte[0];
        }
        int code = response.getCode();
        Verdict verdict = VerdictTable.of(new VerdictTable.Facts(
                code,
                false,
                Bodies.isErrorObject(body),
                isKnownAddress,
                isForLatest,
                response.containsHeader(HttpHeaders.WWW_AUTHENTICATE)));
        Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return new Answer<>(
                verdict,
                null,
                code,
                retryAfter == null ? null : RetryAfter.parse(retryAfter.getValue(), now),
                AnswerDate.of(response),
                null,
                excerpt(body),
                null);
    }

    /** A 2xx that is not what was asked for. */
    <T> Answer<T> unreadable(ClassicHttpResponse response, String reason, byte[] body, IOException cause) {
        int code = response.getCode();
        return new Answer<>(
                VerdictTable.of(new VerdictTable.Facts(code, false, false, isKnownAddress, false, false)),
                null,
                code,
                null,
                AnswerDate.of(response),
                reason,
                excerpt(body),
                cause);
    }

    /**
     * The body as it was before a proxy compressed it; null when there is none. No compression was asked for, and gzip is all
     * that proxies use.
     */
    static InputStream content(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return null;
        }
        return isGzip(response) ? new GZIPInputStream(entity.getContent()) : entity.getContent();
    }

    private static boolean isGzip(ClassicHttpResponse response) {
        Header encoding = response.getFirstHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && GZIP.contains(encoding.getValue().strip().toLowerCase(Locale.ROOT));
    }

    /** Reads at most one byte more than {@code most}. */
    private static byte[] bytes(ClassicHttpResponse response, int most) throws IOException {
        InputStream content = content(response);
        if (content == null) {
            return new byte[0];
        }
        long length = isGzip(response) ? -1 : response.getEntity().getContentLength();
        boolean isShort = length >= 0 && length <= most;
        byte[] body = content.readNBytes(isShort ? (int) length : most + 1);
        if (body.length <= most) {
            // the end has to be seen, or the connection does not go back to the pool
            content.close();
        }
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
