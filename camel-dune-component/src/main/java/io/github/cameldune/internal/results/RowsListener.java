package io.github.cameldune.internal.results;

/** Counts what is read. Called from the threads that read; implementations are thread-safe and fast. */
public interface RowsListener {

    /** Counts nothing. */
    RowsListener NONE = new RowsListener() {
        @Override
        public void pageRead(long rows, long bytes) {
            // nothing to count
        }

        @Override
        public void pageRequestedAgain() {
            // nothing to count
        }
    };

    /**
     * A page was read to its end.
     *
     * @param rows its rows
     * @param bytes its size, decompressed
     */
    void pageRead(long rows, long bytes);

    /** A page could not be read and is requested again. */
    void pageRequestedAgain();
}
