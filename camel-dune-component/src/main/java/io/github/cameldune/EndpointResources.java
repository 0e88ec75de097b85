package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.client.ApiKey;
import io.github.cameldune.internal.client.BaseUrl;
import io.github.cameldune.internal.client.HttpTransport;
import io.github.cameldune.internal.context.Connection;
import io.github.cameldune.internal.context.DuneContext;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.schedule.PollSchedule;
import io.github.cameldune.internal.watch.Watch;
import io.github.cameldune.internal.watch.WatchList;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
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
        DuneConfiguration component = endpoint.getComponent().getConfiguration();
        HttpTransport.Settings settings = new HttpTransport.Settings(
                BaseUrl.of(own.getBaseUrl(), own.isAllowInsecure()),
                Duration.ofMillis(own.getConnectTimeout()),
                Duration.ofMillis(own.getResponseTimeout()),
                own.getMaxConcurrentRequests(),
                HttpTransport.DEFAULT_MAX_PAGE_BYTES,
                own.getSslContextParameters(),
                own.isUseGlobalSslContextParameters(),
                own.getHttpComponent());
        return DuneContext.of(endpoint.getCamelContext())
                .connect(
                        user,
                        endpoint.maskedUri(),
                        settings,
                        new ApiKey(DuneOptions.apiKey(endpoint.isGiven("apiKey") ? own : component)),
                        (endpoint.isGiven("requestsPerMinute") ? own : component).getRequestsPerMinute(),
                        (endpoint.isGiven("submissionsPerMinute") ? own : component).getSubmissionsPerMinute());
    }

    /** When to poll next: the same for all that poll through this endpoint. */
    static PollSchedule schedule(DuneEndpoint endpoint, Connection connection) {
        Duration shortest = shortestInterval(endpoint);
        Duration longest = Duration.ofMillis(Math.max(endpoint.getMaxPollInterval(), shortest.toMillis()));
        return new PollSchedule(
                shortest, longest, endpoint.isAdaptive(), connection.context().durations(), backoff(endpoint));
    }

    /** dune:await has no option delay, so a shorter maxPollInterval there is meant. */
    private static Duration shortestInterval(DuneEndpoint endpoint) {
        long delay = endpoint.delayMillis();
        return Duration.ofMillis(
                endpoint.getOperation() == DuneOperation.await
                        ? Math.min(delay, endpoint.getMaxPollInterval())
                        : delay);
    }

    /** How long to wait after failures in a row, of polls and of deliveries. */
    static ErrorBackoff backoff(DuneEndpoint endpoint) {
        Duration shortest = shortestInterval(endpoint);
        return new ErrorBackoff(
                shortest,
                Duration.ofMillis(Math.max(endpoint.getMaxPollInterval(), shortest.toMillis())),
                () -> ThreadLocalRandom.current().nextLong());
    }

    /** The endpoint's watch list, to be released. */
    static WatchList watchList(DuneEndpoint endpoint) throws Exception {
        DuneConfiguration configuration = endpoint.getConfiguration();
        return DuneContext.of(endpoint.getCamelContext())
                .watchList(configuration.getWatchStore(), configuration.getWatchList());
    }

    static void release(DuneEndpoint endpoint) throws Exception {
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
                    "Execution {} is watched already, with the correlation headers of the first dune:watch; those of this"
                            + " message are not taken (header {})",
                    id,
                    DuneConstants.WATCH_ADDED);
        }
        return added;
    }

    /** The query that a message names; a header that is no number is none. */
    static OptionalLong queryId(Object header) {
        if (header instanceof Long || header instanceof Integer) {
            return OptionalLong.of(((Number) header).longValue());
        }
        try {
            return header instanceof String text ? OptionalLong.of(Long.parseLong(text.strip())) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
