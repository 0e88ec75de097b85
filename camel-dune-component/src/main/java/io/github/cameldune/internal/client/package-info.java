/**
 * Requests to Dune and what the answers mean.
 *
 * <p>An answer of any kind is a value ({@link io.github.cameldune.internal.client.Answer}), never an exception. The one
 * table from answer to verdict is {@link io.github.cameldune.internal.client.Verdict} together with {@code VerdictTable}.
 */
package io.github.cameldune.internal.client;
