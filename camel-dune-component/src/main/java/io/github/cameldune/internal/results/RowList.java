package io.github.cameldune.internal.results;

import java.util.List;
import java.util.Map;

/** Rows in memory, which the caller owns; their fields in order. */
public record RowList(ResultHead head, List<Map<String, Object>> rows) {}
