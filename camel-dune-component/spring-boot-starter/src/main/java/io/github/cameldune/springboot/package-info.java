/**
 * Auto-configuration for Spring Boot: {@code camel.component.dune.*} of the application's properties reaches the component.
 *
 * <p>The classes are what Camel's own starters consist of. The generator that makes those is not published, so three are
 * written by hand, and {@code DuneComponentConfiguration} is made of the component's {@code dune.json} by a test, which
 * fails when an option is missing.
 *
 * <p>It differs from Camel's starters where those lose what was written without a word. A misspelt property stops the
 * application. A bean that is not there does, too. An option that is not written is left as it is, so that the options of a
 * {@code DuneComponent} bean of the application's own are not overwritten with defaults.
 */
package io.github.cameldune.springboot;
