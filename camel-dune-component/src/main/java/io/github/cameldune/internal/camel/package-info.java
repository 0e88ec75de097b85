/**
 * What the component adds to Camel's own classes: checks of options, what messages carry, type converters, health checks,
 * reports to exception handlers, bodies that are closed with their exchange. Knows no endpoint, no header and no exception of
 * the component.
 */
package io.github.cameldune.internal.camel;
