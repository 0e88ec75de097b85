package io.github.cameldune.internal.results;

import java.util.List;
import java.util.Map;

/**
 * Rows in memory.
 *
 * @param head what is known of the result
 * @param rows the rows, which the caller owns; fields in order
 */
public record RowList(ResultHead head, List<Map<String, Object>> rows) {}
