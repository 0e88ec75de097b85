/**
 * The Apache Camel component {@code dune:}, which watches query executions on <a href="https://dune.com">Dune</a>. This
 * package is what Camel and its users see.
 *
 * <p>Routes use it by URI, and the reference page of the component lists every option and header. In Java there are
 * besides:
 *
 * <ul>
 *   <li>{@link io.github.cameldune.DuneComponent} and its {@link io.github.cameldune.DuneConfiguration}, to set what all
 *       endpoints have in common, the API key first of all;
 *   <li>{@link io.github.cameldune.DuneConstants}, the names of the headers;
 *   <li>{@link io.github.cameldune.DunePredicates}, conditions for {@code choice()};
 *   <li>{@link io.github.cameldune.client.ExecutionStatus}, which a message body converts to;
 *   <li>{@link io.github.cameldune.DuneApiException} and its subclasses, {@link
 *       io.github.cameldune.DuneWatchTimeoutException} and {@link io.github.cameldune.InvalidExecutionIdException}, for
 *       {@code onException} to tell apart;
 *   <li>{@link io.github.cameldune.watch.store.WatchStore} with {@link io.github.cameldune.watch.store.JdbcWatchStore} and {@link
 *       io.github.cameldune.watch.store.MapWatchStore}, where watches are kept;
 *   <li>{@link io.github.cameldune.endpoint}, type-safe endpoints for Camel's endpoint DSL.
 * </ul>
 *
 * <p>Those who read the code begin with {@link io.github.cameldune.DuneEndpoint}, which makes a consumer and four
 * producers. What they do is in three packages that know no exchange: {@link io.github.cameldune.client} asks Dune,
 * {@link io.github.cameldune.schedule} decides when and how often, {@link io.github.cameldune.watch} remembers and tells.
 * Data flows one way, from a request through a watch and the consumer to an exchange. A fourth, {@link
 * io.github.cameldune.management}, shows what is going on and changes nothing.
 */
package io.github.cameldune;
