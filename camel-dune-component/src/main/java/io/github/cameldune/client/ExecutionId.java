package io.github.cameldune.client;

import java.time.Instant;
import java.util.Optional;

/**
 * The id of an execution, checked: one that exists is safe in a URL, a log line and a key of a watch store.
 *
 * <p>Dune's ids are ULIDs, such as {@code 01HKZJ2683PHF9Q9PHHQ8FW4Q1}, whose first ten characters are the instant of
 * submission. Dune does not promise that form, so other ids are accepted as opaque text.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 _ -}; white space around them is dropped
 */
public record ExecutionId(String value) {

    private static final int MAX_LENGTH = 64;

    /**
     * Checks the id.
     *
     * @param value as of the record
     * @throws IllegalArgumentException if the value is null or has another form; the message holds no character of the
     *     value that could harm a log
     */
    public ExecutionId {
        value = value == null ? null : value.strip();
        if (value == null || !isValid(value)) {
            throw new IllegalArgumentException("'" + printable(value)
                    + "' is no execution id: Dune's are 1 to 64 characters of A-Z, a-z, 0-9, _ and -,"
                    + " such as 01HKZJ2683PHF9Q9PHHQ8FW4Q1");
        }
    }

    /**
     * The instant at which the execution was submitted, as the id tells it.
     *
     * @return the instant in milliseconds, or empty when the id is no ULID of a plausible date
     */
    public Optional<Instant> submittedAt() {
        return Ulid.instantOf(value);
    }

    @Override
    public String toString() {
        return value;
    }

    /**
     * Whether a text is an execution id as Dune writes it.
     *
     * @param value not null
     * @return false for white space around it, too
     */
    public static boolean isValid(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isAllowed(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    private static String printable(String value) {
        if (value == null) {
            return "null";
        }
        StringBuilder text = new StringBuilder();
        value.chars()
                .limit(MAX_LENGTH)
                .forEach(c -> text.append(isAllowed((char) c) || c == '.' || c == '/' ? (char) c : '?'));
        return value.length() > MAX_LENGTH ? text + "… (" + value.length() + " characters)" : text.toString();
    }
}
