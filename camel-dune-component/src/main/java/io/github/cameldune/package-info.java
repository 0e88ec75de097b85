/**
 * The Apache Camel component {@code dune:}, for query executions on <a href="https://dune.com">Dune</a>: it starts them,
 * watches them and reads their rows. This package is what Camel and its users see.
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
 * <p>Start reading the code at {@link io.github.cameldune.DuneEndpoint}, which makes the consumer and the producers. What
 * they do is in internal packages:
 *
 * <ul>
 *   <li>{@link io.github.cameldune.internal.client} makes requests and says what an answer means;
 *   <li>{@link io.github.cameldune.internal.ratelimit} and {@link io.github.cameldune.internal.schedule} decide when an
 *       execution is polled;
 *   <li>{@link io.github.cameldune.internal.watch} turns polls into transitions, and records a transition once the route
 *       accepted it;
 *   <li>{@link io.github.cameldune.internal.results} reads rows;
 *   <li>{@link io.github.cameldune.internal.submit} remembers submissions by their request tokens, and across a crash;
 *   <li>{@link io.github.cameldune.internal.latest} follows the latest executions of queries;
 *   <li>{@link io.github.cameldune.internal.context} holds what the endpoints of a Camel context share.
 * </ul>
 *
 * <p>Data flows one way: from a request through the poll queue and a watch to the consumer, which makes an exchange of it.
 * {@code CONTRIBUTING.md} has a picture of it.
 */
package io.github.cameldune;
