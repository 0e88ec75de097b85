/**
 * Shows from outside what the component does: a dev console and Micrometer meters. Both read the snapshots of what a
 * {@link io.github.cameldune.management.Monitor} knows; nothing that asks, counts or delivers knows of them.
 *
 * <p>No key and no digest of one gets here: a budget has a number, and is told by the endpoints that use it.
 */
package io.github.cameldune.internal.management;
