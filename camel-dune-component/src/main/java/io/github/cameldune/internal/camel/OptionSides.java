package io.github.cameldune.internal.camel;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which option belongs on which side of a route, and what to write instead of one that does not belong there. */
public final class OptionSides {

    /** Which end of a route an endpoint is, and with which operation. Those not called consumer are producers. */
    public enum Side {
        /** From {@code dune:status}. */
        CONSUMER,
        LATEST_CONSUMER,
        STATUS,
        WATCH,
        UNWATCH,
        AWAIT,
        EXECUTE,
        SQL,
        CANCEL,
        RESULTS,
        LATEST;

        /** The producer of an operation, named as in the URI. */
        public static Side producerOf(String operation) {
            return valueOf(operation.toUpperCase(Locale.ROOT));
        }

        private String text() {
            return switch (this) {
                case CONSUMER -> "the consumer from dune:status";
                case LATEST_CONSUMER -> "the consumer from dune:latest";
                default -> "the producer to dune:" + name().toLowerCase(Locale.ROOT);
            };
        }
    }

    /**
     * Options that not every side has. Those that the component has too are none of them: an application writes them once,
     * for all of its endpoints.
     */
    private static final Map<String, Set<Side>> SIDES = new HashMap<>();

    static {
        EnumSet<Side> consumers = EnumSet.of(Side.CONSUMER, Side.LATEST_CONSUMER);
        Set<Side> rows = EnumSet.of(Side.RESULTS, Side.LATEST);
        only(EnumSet.complementOf(consumers), "lazyStartProducer");
        only(EnumSet.of(Side.STATUS, Side.WATCH, Side.UNWATCH, Side.AWAIT, Side.CANCEL, Side.RESULTS), "executionId");
        only(EnumSet.of(Side.EXECUTE, Side.LATEST), "queryId");
        only(EnumSet.of(Side.SQL), "sql");
        only(EnumSet.of(Side.EXECUTE, Side.SQL), "parameters", "performance", "watch", "tokenRetention");
        only(EnumSet.of(Side.WATCH, Side.EXECUTE, Side.SQL), "correlationHeaders");
        only(EnumSet.of(Side.AWAIT, Side.LATEST), "awaitTimeout");
        only(EnumSet.of(Side.CONSUMER, Side.AWAIT), "adaptive", "maxPollInterval");
        only(rows, "outputType", "pageSize", "maxRows", "maxPageBytes", "columns");
        only(rows, "filters", "sortBy", "limit", "offset", "sampleCount");
        only(rows, "allowPartialResults");
        only(EnumSet.of(Side.LATEST), "maxAge", "executeIfStale");
        only(EnumSet.of(Side.LATEST_CONSUMER), "queryIds");
        only(EnumSet.of(Side.CONSUMER), "executionIds", "states");
        only(consumers, "concurrentConsumers", "bridgeErrorHandler", "exceptionHandler", "exchangePattern");
        only(consumers, "initialDelay", "delay", "timeUnit", "useFixedDelay", "pollStrategy", "scheduler");
        only(consumers, "schedulerProperties", "scheduledExecutorService", "startScheduler", "runLoggingLevel");
        only(consumers, "sendEmptyMessageWhenIdle", "greedy", "repeatCount");
        only(consumers, "backoffMultiplier", "backoffIdleThreshold", "backoffErrorThreshold");
    }

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

    private OptionSides() {}

    private static void only(Set<Side> sides, String... options) {
        for (String option : options) {
            SIDES.put(option, sides);
        }
    }

    /**
     * Throws an {@link IllegalArgumentException} if an option, named as in the URI, means nothing there; the message says
     * what to write instead.
     */
    public static void require(String option, Side side) {
        String name = option.replaceFirst("^(scheduler|parameters)\\..*", "$1");
        if (!SIDES.getOrDefault(name, EnumSet.allOf(Side.class)).contains(side)) {
            throw new IllegalArgumentException(
                    "The option " + option + " means nothing to " + side.text() + ": " + hint(name, side));
        }
    }

    private static String hint(String option, Side side) {
        if (option.equals("executionId")) {
            return switch (side) {
                case CONSUMER -> "write executionIds";
                case EXECUTE, SQL -> "it starts a new execution; leave the option out";
                default -> "it reads the latest execution of a query; leave the option out, or send to dune:results";
            };
        }
        return HINTS.getOrDefault(
                option,
                "leave it out, or write it on "
                        + SIDES.get(option).iterator().next().text());
    }
}
