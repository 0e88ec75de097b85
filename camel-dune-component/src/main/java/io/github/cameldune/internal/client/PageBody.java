package io.github.cameldune.internal.client;

import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a page of rows, read while it arrives. Not thread-safe.
 *
 * @param content the body, decompressed; throws an {@link IOException} when it breaks off or takes too long
 * @param nextOffset the header {@code x-dune-next-offset}, which CSV pages have; null when missing
 * @param closing gives the connection back, or drops it when the content was not read to its end; safe to run twice
 */
public record PageBody(InputStream content, Long nextOffset, Runnable closing) implements AutoCloseable {

    /** Gives the connection back. */
    @Override
    public void close() {
        closing.run();
    }
}
