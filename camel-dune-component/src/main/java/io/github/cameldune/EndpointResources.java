package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.client.ApiKey;
import io.github.cameldune.internal.client.BaseUrl;
import io.github.cameldune.internal.client.HttpTransport;
import io.github.cameldune.internal.context.Connection;
import io.github.cameldune.internal.context.DuneContext;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.schedule.PollSchedule;
import io.github.cameldune.internal.watch.Awaiter;
import io.github.cameldune.internal.watch.StateSelection;
import io.github.cameldune.internal.watch.Watch;
import io.github.cameldune.internal.watch.WatchList;
import io.github.cameldune.internal.watch.Watcher;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns an endpoint's options into what its producers and consumers work with. */
final class EndpointResources {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointResources.class);

    private EndpointResources() {}

    /**
     * Connects a producer or consumer that starts. An API key or a limit of the component that was replaced since the
     * endpoint was made counts from now on.
     */
    static Connection connect(DuneEndpoint endpoint, Object user) throws Exception {
        DuneConfiguration own = endpoint.getConfiguration();
        HttpTransport.Settings settings = new HttpTransport.Settings(
                BaseUrl.of(own.getBaseUrl(), own.isAllowInsecure()),
                Duration.ofMillis(own.getConnectTimeout()),
                Duration.ofMillis(own.getResponseTimeout()),
                own.getMaxConcurrentRequests(),
                own.getSslContextParameters(),
                own.isUseGlobalSslContextParameters(),
                own.getHttpComponent());
        return DuneContext.of(endpoint.getCamelContext())
                .connections()
                .connect(
                        user,
                        endpoint.maskedUri(),
                        settings,
                        new ApiKey(apiKey(endpoint)),
                        currentValue(endpoint, "requestsPerMinute", DuneConfiguration::getRequestsPerMinute),
                        currentValue(endpoint, "submissionsPerMinute", DuneConfiguration::getSubmissionsPerMinute));
    }

    /** The key that counts: the endpoint's own, the component's, or that of the environment; null if there is none. */
    static String apiKey(DuneEndpoint endpoint) {
        String own = currentValue(endpoint, "apiKey", DuneConfiguration::getApiKey);
        // a blank key, as from an unset placeholder, counts as none
        String key = isBlank(own) ? endpoint.getComponent().getConfiguration().getApiKey() : own;
        return isBlank(key) ? System.getenv("DUNE_API_KEY") : key;
    }

    private static boolean isBlank(String key) {
        return key == null || key.isBlank();
    }

    /** The endpoint's own value if it has one, else that of the component as it is now. */
    private static <T> T currentValue(DuneEndpoint endpoint, String option, Function<DuneConfiguration, T> value) {
        T own = value.apply(endpoint.getConfiguration());
        boolean isOwn = endpoint.isGiven(option) || !Objects.equals(own, value.apply(endpoint.inherited()));
        return isOwn ? own : value.apply(endpoint.getComponent().getConfiguration());
    }

    /** When to poll next: the same for all that poll through this endpoint. */
    static PollSchedule schedule(DuneEndpoint endpoint, Connection connection) {
        return new PollSchedule(
                shortestInterval(endpoint),
                Duration.ofMillis(endpoint.getMaxPollInterval()),
                endpoint.isAdaptive(),
                connection.context().durations(),
                backoff(endpoint));
    }

    /** Waits for the ends of executions. */
    static Awaiter awaiter(DuneEndpoint endpoint, Connection connection) {
        return new Awaiter(
                connection.client(),
                connection.key().queue(),
                schedule(endpoint, connection),
                connection.context().threads(),
                connection.context().clock());
    }

    /** dune:await has no option delay: a maxPollInterval shorter than the default delay is its interval. */
    private static Duration shortestInterval(DuneEndpoint endpoint) {
        // the delay of dune:latest is that of its polls, not of those of an execution
        long delay =
                endpoint.getOperation() == DuneOperation.latest ? DuneEndpoint.DEFAULT_DELAY : endpoint.delayMillis();
        return Duration.ofMillis(
                endpoint.getOperation() == DuneOperation.await
                        ? Math.min(delay, endpoint.getMaxPollInterval())
                        : delay);
    }

    /** How long to wait after failures in a row, of polls and of deliveries. */
    static ErrorBackoff backoff(DuneEndpoint endpoint) {
        return new ErrorBackoff(shortestInterval(endpoint), Duration.ofMillis(endpoint.getMaxPollInterval()));
    }

    /** What watches through an endpoint: as a consumer, or sharing the list for callers that take one event at a time. */
    static Watcher.Setup watcherSetup(
            DuneEndpoint endpoint, Connection connection, WatchList list, boolean shared, Executor deliveryPool) {
        DuneConfiguration configuration = endpoint.getConfiguration();
        return new Watcher.Setup(
                list,
                shared,
                DuneOptions.executionIds(endpoint.getExecutionIds()),
                StateSelection.parse(endpoint.getStates()),
                connection.client(),
                connection.key().queue(),
                schedule(endpoint, connection),
                connection.context().durations(),
                connection.context().threads().storePool(),
                deliveryPool,
                backoff(endpoint),
                Duration.ofMillis(configuration.getWatchTimeout()),
                Duration.ofMillis(configuration.getWatchStoreRefresh()),
                connection::describeRateLimit,
                connection.context().clock());
    }

    /** The endpoint's watch list, to be released. */
    static WatchList watchList(DuneEndpoint endpoint) throws Exception {
        DuneConfiguration configuration = endpoint.getConfiguration();
        return DuneContext.of(endpoint.getCamelContext())
                .watchList(configuration.getWatchStore(), configuration.getWatchList());
    }

    static void releaseWatchList(DuneEndpoint endpoint) throws Exception {
        DuneConfiguration configuration = endpoint.getConfiguration();
        DuneContext.of(endpoint.getCamelContext())
                .releaseWatchList(configuration.getWatchStore(), configuration.getWatchList());
    }

    /** Adds an execution to a watch list; false if it is watched already. */
    static boolean watch(
            DuneEndpoint endpoint,
            WatchList list,
            ExecutionId id,
            OptionalLong queryId,
            Map<String, Object> correlation)
            throws Exception {
        DuneConfiguration configuration = endpoint.getConfiguration();
        // the consumer's timeout counts unless this endpoint was given one
        Duration timeout = endpoint.isGiven("watchTimeout") ? Duration.ofMillis(configuration.getWatchTimeout()) : null;
        Watch watch = Watch.of(
                        id, DuneContext.of(endpoint.getCamelContext()).clock().instant())
                .with(timeout, queryId.isPresent() ? queryId.getAsLong() : null, correlation);
        boolean added =
                list.add(watch, configuration.getMaxWatches(), Duration.ofMillis(configuration.getWatchStoreRefresh()));
        if (!added) {
            LOG.info(
                    "Execution {} is watched already; the correlation headers of this message are ignored (header {} is false)",
                    id,
                    DuneConstants.WATCH_ADDED);
        }
        return added;
    }
}
