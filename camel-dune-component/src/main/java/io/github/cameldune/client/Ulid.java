package io.github.cameldune.client;

import java.time.Instant;
import java.util.Optional;

/** Reads the instant out of a ULID (26 characters of Crockford's base 32, the first ten of them milliseconds). */
final class Ulid {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 26;
    private static final int TIME_LENGTH = 10;

    // Dune's first public query is of 2018; an instant outside of these bounds is a coincidence of letters.
    private static final Instant EARLIEST = Instant.parse("2018-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Ulid() {}

    static Optional<Instant> instantOf(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        long millis = 0;
        for (int i = 0; i < LENGTH; i++) {
            int digit = ALPHABET.indexOf(Character.toUpperCase(text.charAt(i)));
            if (digit < 0) {
                return Optional.empty();
            }
            if (i < TIME_LENGTH) {
                millis = millis << 5 | digit;
            }
        }
        Instant instant = Instant.ofEpochMilli(millis);
        return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? Optional.empty() : Optional.of(instant);
    }
}
