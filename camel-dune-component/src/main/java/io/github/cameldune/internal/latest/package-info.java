/** The latest executions of queries as events: what is polled, what was delivered, and what is still to be delivered. */
package io.github.cameldune.internal.latest;
