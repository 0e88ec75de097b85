/** The Apache Camel component {@code dune:}. */
package io.github.cameldune;
