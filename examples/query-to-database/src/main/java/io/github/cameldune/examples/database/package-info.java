/** Runs the routes of {@code camel/query-to-database.camel.yaml} against a stub of Dune, and checks what came of it. */
package io.github.cameldune.examples.database;
