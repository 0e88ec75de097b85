package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.camel.OptionSides;
import io.github.cameldune.internal.camel.OptionSides.Side;
import io.github.cameldune.internal.client.ApiKey;
import io.github.cameldune.internal.client.BaseUrl;
import io.github.cameldune.internal.watch.StateSelection;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks the options of an endpoint when its route starts: each message names the option and what to write instead. */
final class DuneOptions {

    /** A store takes 190; the prefix {@code dune:latest:} needs room. */
    private static final int LONGEST_LIST_NAME = 170;

    private static final String RESERVED_LIST_NAMES = "dune:";

    private DuneOptions() {}

    static void validate(DuneEndpoint endpoint, Side side) {
        for (String option : endpoint.given()) {
            OptionSides.require(option, side);
        }
        DuneConfiguration configuration = endpoint.getConfiguration();
        if (side != Side.WATCH && side != Side.UNWATCH) {
            new ApiKey(EndpointResources.apiKey(endpoint));
            BaseUrl.of(configuration.getBaseUrl(), configuration.isAllowInsecure());
        }
        if (configuration.getHttpComponent() != null
                && (configuration.getSslContextParameters() != null
                        || configuration.isUseGlobalSslContextParameters())) {
            throw new IllegalArgumentException("The options httpComponent and sslContextParameters or"
                    + " useGlobalSslContextParameters contradict each other: configure TLS on the httpComponent");
        }
        requireNumbers(endpoint, configuration);
        if (side == Side.CONSUMER) {
            StateSelection.parse(endpoint.getStates());
            int pinned = executionIds(endpoint.getExecutionIds()).size();
            if (pinned > configuration.getMaxWatches()) {
                throw new IllegalArgumentException("The option executionIds names " + pinned
                        + " executions, and maxWatches is " + configuration.getMaxWatches() + ": raise maxWatches");
            }
        }
        if (side == Side.LATEST_CONSUMER) {
            queryIds(endpoint.getQueryIds());
        }
        if (side == Side.LATEST) {
            requireLatest(endpoint);
        }
        if (side == Side.RESULTS || side == Side.LATEST) {
            requireRows(endpoint);
        }
        requireIntervals(endpoint);
        if ((side == Side.EXECUTE || side == Side.SQL)
                && endpoint.isGiven("correlationHeaders")
                && !endpoint.isWatch()) {
            throw new IllegalArgumentException("The option correlationHeaders needs watch=true on dune:"
                    + endpoint.getOperation() + ": write that too, or leave it out");
        }
        requireWatchListName(configuration.getWatchList());
    }

    private static void requireWatchListName(String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("The option watchList is blank: write a name, or leave it out");
        }
        if (name.length() > LONGEST_LIST_NAME || name.startsWith(RESERVED_LIST_NAMES)) {
            throw new IllegalArgumentException("The option watchList is '" + name + "': write a name of at most "
                    + LONGEST_LIST_NAME + " characters that does not begin with " + RESERVED_LIST_NAMES
                    + ", which the component keeps for itself");
        }
    }

    private static void requireLatest(DuneEndpoint endpoint) {
        if (endpoint.isGiven("maxAge")) {
            requireAtLeast("maxAge", endpoint.getMaxAge(), 1);
        }
        if (endpoint.isExecuteIfStale() && !endpoint.isGiven("maxAge")) {
            throw new IllegalArgumentException("The option executeIfStale needs maxAge, which says what is stale: write"
                    + " that too, or leave it out");
        }
        if (endpoint.isGiven("awaitTimeout") && !endpoint.isExecuteIfStale()) {
            throw new IllegalArgumentException("The option awaitTimeout means nothing to dune:latest without"
                    + " executeIfStale=true: write that too, or leave it out");
        }
    }

    private static void requireRows(DuneEndpoint endpoint) {
        DuneRowsConfiguration rows = endpoint.getRows();
        if (rows.getOutputType() == null) {
            throw new IllegalArgumentException("The option outputType is empty: write one of "
                    + Arrays.toString(DuneOutputType.values()) + ", or leave it out");
        }
        rows.toOptions();
        requireAtLeast("maxRows", rows.getMaxRows(), 1);
        if (endpoint.isGiven("maxRows") && rows.getOutputType() != DuneOutputType.SelectList) {
            throw new IllegalArgumentException("The options maxRows and outputType=" + rows.getOutputType()
                    + " contradict each other: maxRows bounds a list; to read fewer rows, write limit");
        }
    }

    private static void requireIntervals(DuneEndpoint endpoint) {
        if (!endpoint.isGiven("maxPollInterval")) {
            return;
        }
        if (!endpoint.isAdaptive()) {
            throw new IllegalArgumentException("The options adaptive=false and maxPollInterval contradict each other:"
                    + " without adaptive each poll follows the last after delay; leave one of them out");
        }
        if (endpoint.isGiven("delay") && endpoint.delayMillis() > endpoint.getMaxPollInterval()) {
            throw new IllegalArgumentException("The options delay and maxPollInterval contradict each other: of two"
                    + " requests about an execution, the second follows after " + endpoint.delayMillis()
                    + " ms at the earliest, and after " + endpoint.getMaxPollInterval()
                    + " ms at the latest; raise maxPollInterval, or lower delay");
        }
    }

    private static void requireNumbers(DuneEndpoint endpoint, DuneConfiguration configuration) {
        requireAtLeast("requestsPerMinute", configuration.getRequestsPerMinute(), 0);
        requireAtLeast("submissionsPerMinute", configuration.getSubmissionsPerMinute(), 0);
        requireAtLeast("rateLimitTimeout", configuration.getRateLimitTimeout(), 0);
        requireAtLeast("maxConcurrentRequests", configuration.getMaxConcurrentRequests(), 1);
        requireAtLeast("connectTimeout", configuration.getConnectTimeout(), 1);
        requireAtLeast("responseTimeout", configuration.getResponseTimeout(), 1);
        requireAtLeast("watchStoreRefresh", configuration.getWatchStoreRefresh(), 1);
        requireAtLeast("watchTimeout", configuration.getWatchTimeout(), 1);
        requireAtLeast("maxWatches", configuration.getMaxWatches(), 1);
        requireAtLeast("tokenRetention", endpoint.getTokenRetention(), 1);
        requireAtLeast("awaitTimeout", endpoint.getAwaitTimeout(), 1);
        requireAtLeast("concurrentConsumers", endpoint.getConcurrentConsumers(), 1);
        requireAtLeast("delay", endpoint.getDelay(), 1);
        requireAtLeast("maxPollInterval", endpoint.getMaxPollInterval(), 1);
    }

    private static void requireAtLeast(String option, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "The option " + option + " is " + value + ": it must be at least " + least);
        }
    }

    /**
     * Reads the option {@code executionIds}.
     *
     * @param option ids separated by commas; null or blank for none
     * @return without repetitions, in order
     * @throws InvalidExecutionIdException if one is none
     */
    static Set<ExecutionId> executionIds(String option) {
        return list(option, id -> IdSource.executionId("The option executionIds", id));
    }

    /**
     * Reads the option {@code queryIds}.
     *
     * @param option query ids separated by commas
     * @return at least one, without repetitions, in order
     */
    static Set<Long> queryIds(String option) {
        Set<Long> ids = list(option, id -> IdSource.queryId("The option queryIds", id));
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("Which queries? The consumer from dune:latest needs the option queryIds:"
                    + " write query ids separated by commas");
        }
        return ids;
    }

    private static <T> Set<T> list(String option, Function<String, T> parser) {
        return option == null || option.isBlank()
                ? Set.of()
                : Arrays.stream(option.split(",", -1)).map(parser).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
