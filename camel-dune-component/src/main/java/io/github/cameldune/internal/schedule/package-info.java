/**
 * When an execution is polled next: one poll queue for each API key, the schedule, and the backoff after errors. Time comes
 * in from outside.
 */
package io.github.cameldune.internal.schedule;
