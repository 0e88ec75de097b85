package io.github.cameldune.internal.results;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The arrays that the rows of one result are packed into. Those whose rows were given out are used again for the next page, so
 * that the garbage collector has nothing to move. Thread-safe.
 */
final class ChunkPool {

    private static final int SIZE = 64 << 10;

    private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

    /** An array of any content. */
    byte[] take(int leastSize) {
        byte[] chunk = leastSize <= SIZE ? free.poll() : null;
        return chunk == null ? new byte[leastSize <= SIZE ? SIZE : 2 * leastSize] : chunk;
    }

    /** Takes an array back that nothing refers to any more. */
    void release(byte[] chunk) {
        if (chunk.length == SIZE) {
            free.add(chunk);
        }
    }
}
