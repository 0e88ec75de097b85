/**
 * The rows of an execution: pages, and what is made of them.
 *
 * <p>{@link io.github.cameldune.internal.results.RowsReader} is the entry. Pages follow {@code next_offset} alone. A page
 * is read to its end before any of its rows is given out, so that a page that breaks off can be requested again without
 * a row lost or given twice. While the caller works on one page, the next one is requested; there is never a third.
 * What goes wrong is a {@link io.github.cameldune.internal.results.RowsFailure}.
 */
package io.github.cameldune.internal.results;
