/**
 * What Dune says about an execution, as values: its id, its state, its status.
 *
 * <p>Nothing here makes a request, and nothing here knows a Camel exchange. The values are immutable, so threads may share
 * them.
 */
package io.github.cameldune.client;
