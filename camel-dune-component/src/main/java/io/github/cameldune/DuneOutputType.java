package io.github.cameldune;

/** What the body of a message becomes that {@code dune:results} or {@code dune:latest} reads rows into. */
public enum DuneOutputType {
    /** All rows in memory: a {@code List<Map<String, Object>>}. */
    SelectList,
    /** Any number of rows, one page of them in memory: an {@code Iterator<Map<String, Object>>}, closed with the exchange. */
    StreamList,
    /** Any number of rows as CSV with one header row: an {@code InputStream}, closed with the exchange. */
    Csv,
    /** The first row: a {@code Map<String, Object>}; null where the result has no rows. */
    SelectOne
}
