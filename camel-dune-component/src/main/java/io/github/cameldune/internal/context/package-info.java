/** What the whole Camel context shares: pools, the timer, one rate limiter and one poll queue for each API key, watch lists. */
package io.github.cameldune.internal.context;
