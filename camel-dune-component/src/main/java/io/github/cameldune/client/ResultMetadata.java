package io.github.cameldune.client;

/**
 * The size of a result. Dune's own samples lack it, so that every part may be null.
 *
 * @param totalRowCount rows in the whole result; null when not sent
 * @param totalResultSetBytes bytes in the whole result, without the overhead of JSON; null when not sent
 * @param datapointCount cells, which Dune's plans are billed by; null when not sent
 */
public record ResultMetadata(Long totalRowCount, Long totalResultSetBytes, Long datapointCount) {}
