/**
 * What the component adds to the spans of Camel's tracing. Only tracing loads these classes, so that {@code camel-telemetry}
 * stays optional.
 */
package io.github.cameldune.internal.telemetry;
