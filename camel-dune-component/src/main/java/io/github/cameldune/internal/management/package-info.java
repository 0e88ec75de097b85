/**
 * Shows from outside what the component does: a dev console, Micrometer meters and the tables of JMX. All of them read the
 * same counts and snapshots ({@link io.github.cameldune.internal.management.Monitor}).
 *
 * <p>No API key gets here, and no digest of one: a key has a number, and shows the endpoints that use it.
 */
package io.github.cameldune.internal.management;
