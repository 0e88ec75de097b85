package io.github.cameldune.stub;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Execution ids as Dune makes them: ULIDs, whose first ten characters are the submission time in milliseconds. */
final class Ulid {
    private static final char[] CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final Pattern FORM = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");
    private static final int TIME_CHARS = 10;
    private static final int LENGTH = 26;
    private static final int BITS_PER_CHAR = 5;

    private Ulid() {}

    static String of(Instant instant) {
        char[] id = new char[LENGTH];
        long millis = instant.toEpochMilli();
        for (int i = TIME_CHARS - 1; i >= 0; i--) {
            id[i] = CROCKFORD[(int) (millis & (CROCKFORD.length - 1))];
            millis >>>= BITS_PER_CHAR;
        }
        for (int i = TIME_CHARS; i < LENGTH; i++) {
            id[i] = CROCKFORD[ThreadLocalRandom.current().nextInt(CROCKFORD.length)];
        }
        return new String(id);
    }

    static boolean isOne(String id) {
        return FORM.matcher(id).matches();
    }
}
