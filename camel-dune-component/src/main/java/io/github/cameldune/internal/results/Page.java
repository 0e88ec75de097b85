package io.github.cameldune.internal.results;

/** One page, read to its end. Not thread-safe. */
interface Page {

    /** How many rows it has. */
    int rows();

    /** How many bytes it had. */
    long bytes();

    /** Where the next page begins, as Dune says; null after the last. */
    Long nextOffset();

    /** Drops the rows after the first ones. */
    void keep(int rows);
}
