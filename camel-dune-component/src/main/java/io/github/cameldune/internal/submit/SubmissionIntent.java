package io.github.cameldune.internal.submit;

import io.github.cameldune.internal.client.Submission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A submission that is to be stored before its request is made. Immutable.
 *
 * @param key what the record is stored under: 64 hexadecimal digits
 * @param token the caller's token; null for none, and then the record is removed once the caller knows the outcome
 * @param fingerprint tells one submission from another
 * @param limit how long the request lasts at most
 * @param retention how long the record counts
 */
public record SubmissionIntent(String key, String token, String fingerprint, Duration limit, Duration retention) {

    /** The intent of a submission. The key is made of the token; without one, of chance. */
    public static SubmissionIntent of(String token, Submission submission, Duration limit, Duration retention) {
        String identity = token == null ? UUID.randomUUID().toString() : "token:" + token;
        return new SubmissionIntent(hash(identity), token, fingerprint(submission), limit, retention);
    }

    /** The engine size is left out: the same query on another engine is the same submission. */
    private static String fingerprint(Submission submission) {
        StringBuilder text = new StringBuilder().append(submission.queryId()).append('\n');
        new TreeMap<>(submission.parameters()).forEach((name, value) -> text.append(name.length())
                .append(':')
                .append(name)
                .append(value.length())
                .append(':')
                .append(value));
        // half of the hash tells submissions apart, and leaves room in a column of 4000 characters
        return hash(text.append('\n').append(submission.sql()).toString()).substring(0, 32);
    }

    private static String hash(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
