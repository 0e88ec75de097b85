package io.github.cameldune.internal.client;

import java.util.Objects;

/**
 * An API key of Dune. Only a request contains its text: {@link #toString()} is masked, and there is no serialized form.
 * Equal when the keys are. Immutable.
 */
public final class ApiKey {

    /** The only header that carries the key. */
    public static final String HEADER = "X-Dune-Api-Key";

    private static final String MASK = "xxxxxx";

    private final String secret;

    /**
     * Drops white space around the key, since files of secrets end with a line break. Throws an {@link
     * IllegalArgumentException} if the key is null, blank or has a character that no HTTP header may carry; the message names
     * the option and does not quote the key.
     */
    public ApiKey(String secret) {
        if (secret == null || secret.isBlank()) {
            throw new IllegalArgumentException("No API key of Dune: set the option apiKey of the dune component"
                    + " (camel.component.dune.api-key) or the environment variable DUNE_API_KEY");
        }
        this.secret = secret.strip();
        if (!this.secret.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "The option apiKey has a character that is no part of a key of Dune, such as a space or a line break");
        }
    }

    String secret() {
        return secret;
    }

    /** Takes the key out of a text that comes from outside, such as an answer that echoes it. */
    String maskIn(String text) {
        return text.replace(secret, MASK);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiKey that && secret.equals(that.secret);
    }

    @Override
    public int hashCode() {
        return Objects.hash(secret);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
