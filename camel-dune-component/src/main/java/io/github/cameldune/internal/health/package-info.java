/** How requests and the watch store do: for health checks, and for a log that has a line when an outage begins and one when it ends. */
package io.github.cameldune.internal.health;
