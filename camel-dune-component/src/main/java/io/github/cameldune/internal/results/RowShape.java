package io.github.cameldune.internal.results;

import java.util.List;

/** The names of a row's fields, in order; shared by all rows of a page that have the same. Immutable. */
record RowShape(List<String> names) {}
