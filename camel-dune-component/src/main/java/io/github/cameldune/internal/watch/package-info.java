/**
 * Watches: what is remembered about executions, how polls become transitions, and how these are delivered. A transition is
 * recorded in the watch store only after the route accepted it ({@code Deliveries}).
 */
package io.github.cameldune.internal.watch;
