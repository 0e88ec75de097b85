/**
 * What the whole Camel context shares: pools, the timer, watch lists, and for each API key two rate limiters (reads,
 * submissions) and one poll queue.
 */
package io.github.cameldune.internal.context;
