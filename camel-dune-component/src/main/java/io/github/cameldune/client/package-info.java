/**
 * Asks Dune for the status of one execution and says what the answer means, as values.
 *
 * <p>Nothing here knows a Camel exchange, a watch or a schedule. An answer that is no status is a value too ({@link
 * io.github.cameldune.client.Answer}), so that whoever asked decides whether it is worth an exception.
 */
package io.github.cameldune.client;
