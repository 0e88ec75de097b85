package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.client.ApiKey;
import io.github.cameldune.internal.client.BaseUrl;
import io.github.cameldune.internal.watch.StateSelection;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Checks the options of an endpoint when its route starts: each message names the option and what to write instead. */
final class DuneOptions {

    /** Which end of a route an endpoint is, and with which operation. */
    enum Side {
        CONSUMER("the consumer from dune:status"),
        LATEST_CONSUMER("the consumer from dune:latest"),
        STATUS("the producer to dune:status"),
        WATCH("the producer to dune:watch"),
        UNWATCH("the producer to dune:unwatch"),
        AWAIT("the producer to dune:await"),
        EXECUTE("the producer to dune:execute"),
        SQL("the producer to dune:sql"),
        CANCEL("the producer to dune:cancel"),
        RESULTS("the producer to dune:results"),
        LATEST("the producer to dune:latest");

        private final String text;

        Side(String text) {
            this.text = text;
        }

        static Side producerOf(DuneOperation operation) {
            return valueOf(operation.name().toUpperCase(Locale.ROOT));
        }
    }

    private static final Set<Side> PRODUCERS = EnumSet.complementOf(EnumSet.of(Side.CONSUMER, Side.LATEST_CONSUMER));
    private static final Set<Side> ROWS = EnumSet.of(Side.RESULTS, Side.LATEST);
    private static final Set<Side> SUBMISSIONS = EnumSet.of(Side.EXECUTE, Side.SQL);
    private static final Set<Side> OF_EXECUTIONS =
            EnumSet.of(Side.STATUS, Side.WATCH, Side.UNWATCH, Side.AWAIT, Side.CANCEL, Side.RESULTS);
    private static final Set<Side> CONSUMER = EnumSet.of(Side.CONSUMER);
    private static final Set<Side> CONSUMERS = EnumSet.of(Side.CONSUMER, Side.LATEST_CONSUMER);

    /**
     * Options that not every side has. Those that the component has too are none of them: an application writes them once,
     * for all of its endpoints.
     */
    private static final Map<String, Set<Side>> SIDES = Map.ofEntries(
            Map.entry("executionId", OF_EXECUTIONS),
            Map.entry("lazyStartProducer", PRODUCERS),
            Map.entry("queryId", EnumSet.of(Side.EXECUTE, Side.LATEST)),
            Map.entry("sql", EnumSet.of(Side.SQL)),
            Map.entry("parameters", SUBMISSIONS),
            Map.entry("performance", SUBMISSIONS),
            Map.entry("watch", SUBMISSIONS),
            Map.entry("tokenRetention", SUBMISSIONS),
            Map.entry("correlationHeaders", EnumSet.of(Side.WATCH, Side.EXECUTE, Side.SQL)),
            Map.entry("awaitTimeout", EnumSet.of(Side.AWAIT, Side.LATEST)),
            Map.entry("adaptive", EnumSet.of(Side.CONSUMER, Side.AWAIT)),
            Map.entry("maxPollInterval", EnumSet.of(Side.CONSUMER, Side.AWAIT)),
            Map.entry("outputType", ROWS),
            Map.entry("pageSize", ROWS),
            Map.entry("maxRows", ROWS),
            Map.entry("maxPageBytes", ROWS),
            Map.entry("columns", ROWS),
            Map.entry("filters", ROWS),
            Map.entry("sortBy", ROWS),
            Map.entry("limit", ROWS),
            Map.entry("offset", ROWS),
            Map.entry("sampleCount", ROWS),
            Map.entry("allowPartialResults", ROWS),
            Map.entry("queryIds", EnumSet.of(Side.LATEST_CONSUMER)),
            Map.entry("maxAge", EnumSet.of(Side.LATEST)),
            Map.entry("executeIfStale", EnumSet.of(Side.LATEST)),
            Map.entry("executionIds", CONSUMER),
            Map.entry("states", CONSUMER),
            Map.entry("concurrentConsumers", CONSUMERS),
            Map.entry("bridgeErrorHandler", CONSUMERS),
            Map.entry("exceptionHandler", CONSUMERS),
            Map.entry("exchangePattern", CONSUMERS),
            Map.entry("initialDelay", CONSUMERS),
            Map.entry("delay", CONSUMERS),
            Map.entry("timeUnit", CONSUMERS),
            Map.entry("useFixedDelay", CONSUMERS),
            Map.entry("pollStrategy", CONSUMERS),
            Map.entry("scheduler", CONSUMERS),
            Map.entry("schedulerProperties", CONSUMERS),
            Map.entry("scheduledExecutorService", CONSUMERS),
            Map.entry("startScheduler", CONSUMERS),
            Map.entry("runLoggingLevel", CONSUMERS),
            Map.entry("sendEmptyMessageWhenIdle", CONSUMERS),
            Map.entry("greedy", CONSUMERS),
            Map.entry("repeatCount", CONSUMERS),
            Map.entry("backoffMultiplier", CONSUMERS),
            Map.entry("backoffIdleThreshold", CONSUMERS),
            Map.entry("backoffErrorThreshold", CONSUMERS));

    private static final Map<String, String> HINTS = Map.of(
            "executionIds", "write executionId, or set the header CamelDuneExecutionId",
            "queryId", "write queryIds on a consumer, or write it on dune:execute or dune:latest",
            "sql", "write it on dune:sql",
            "parameters", "write it on dune:execute or dune:sql",
            "performance", "write it on dune:execute or dune:sql",
            "watch", "write it on dune:execute or dune:sql, or send the execution to dune:watch",
            "tokenRetention", "write it on dune:execute or dune:sql",
            "correlationHeaders", "write it on dune:watch, or on dune:execute or dune:sql with watch=true",
            "awaitTimeout", "write it on dune:await, or on dune:latest with executeIfStale=true");

    /** What every database takes as part of a key. */
    private static final int LONGEST_LIST_NAME = 170;

    private static final String RESERVED_LIST_NAMES = "dune:";

    private DuneOptions() {}

    static void validate(DuneEndpoint endpoint, Side side) {
        for (String option : endpoint.given()) {
            requireSide(option, side);
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
            requireRoomFor(executionIds(endpoint.getExecutionIds()).size(), configuration);
        }
        if (side == Side.LATEST_CONSUMER) {
            queryIds(endpoint.getQueryIds());
        }
        if (side == Side.LATEST) {
            requireLatest(endpoint);
        }
        if (ROWS.contains(side)) {
            requireRows(endpoint);
        }
        requireIntervals(endpoint);
        if (SUBMISSIONS.contains(side) && endpoint.isGiven("correlationHeaders") && !endpoint.isWatch()) {
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

    private static void requireSide(String option, Side side) {
        String name = option.replaceFirst("^(scheduler|parameters)\\..*", "$1");
        if (!SIDES.getOrDefault(name, EnumSet.allOf(Side.class)).contains(side)) {
            throw new IllegalArgumentException(
                    "The option " + option + " means nothing to " + side.text + ": " + hint(name, side));
        }
    }

    private static String hint(String option, Side side) {
        if (option.equals("executionId")) {
            return side == Side.CONSUMER ? "write executionIds" : "it starts a new execution; leave the option out";
        }
        return HINTS.getOrDefault(
                option,
                "leave it out, or write it on " + SIDES.get(option).iterator().next().text);
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

    private static void requireRoomFor(int executions, DuneConfiguration configuration) {
        if (executions > configuration.getMaxWatches()) {
            throw new IllegalArgumentException("The option executionIds names " + executions
                    + " executions, and maxWatches is " + configuration.getMaxWatches() + ": raise maxWatches");
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
        Set<ExecutionId> ids = new LinkedHashSet<>();
        if (option != null && !option.isBlank()) {
            for (String part : option.split(",", -1)) {
                ids.add(IdSource.executionId("The option executionIds", part.strip()));
            }
        }
        return ids;
    }

    /**
     * Reads the option {@code queryIds}.
     *
     * @param option query ids separated by commas
     * @return at least one, without repetitions, in order
     */
    static Set<Long> queryIds(String option) {
        Set<Long> ids = new LinkedHashSet<>();
        if (option != null && !option.isBlank()) {
            for (String part : option.split(",", -1)) {
                ids.add(IdSource.queryId("The option queryIds", part));
            }
        }
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("Which queries? The consumer from dune:latest needs the option queryIds:"
                    + " write query ids separated by commas");
        }
        return ids;
    }

    /** The configured key, or that of the environment; null when there is neither. */
    static String apiKey(String configured) {
        return configured == null || configured.isBlank() ? System.getenv("DUNE_API_KEY") : configured;
    }
}
