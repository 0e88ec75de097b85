package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.schedule.AskPlanner;
import io.github.cameldune.schedule.ErrorBackoff;
import io.github.cameldune.schedule.PollSchedule;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.util.URISupport;

/**
 * Watch query executions on Dune (dune.com): fetch a status, emit each transition.
 *
 * <p>One URI with its options. Which of them mean something depends on the operation and on the side of the route, and is
 * checked when a consumer or producer is made.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "dune",
        title = "Dune",
        syntax = "dune:operation",
        category = {Category.CLOUD, Category.MONITORING},
        headersClass = DuneConstants.class)
public class DuneEndpoint extends ManagedDuneEndpoint implements EndpointServiceLocation {

    static final long DEFAULT_DELAY = 1_000;

    @UriPath(enums = "status,watch,unwatch,await", description = "What to do.")
    @Metadata(required = true)
    private DuneOperation operation;

    @UriParam
    private DuneConfiguration configuration;

    @UriParam(label = "producer", description = "The execution, where the message has no header CamelDuneExecutionId.")
    private String executionId;

    @UriParam(
            label = "producer",
            description = "Which headers of the message sent to dune:watch are carried to each exchange of the"
                    + " execution: names, in which an asterisk stands for any characters, separated by commas."
                    + " Never those that start with Camel.")
    private String correlationHeaders;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            defaultValue = "1800000",
            description = "How long dune:await waits for the end of the execution, in milliseconds. Then the exchange"
                    + " fails with a DuneWatchTimeoutException.")
    private long awaitTimeout = 1_800_000;

    @UriParam(label = "consumer", description = "Executions that are watched from the start, separated by commas.")
    private String executionIds;

    @UriParam(
            label = "consumer",
            defaultValue = "all",
            description = "Which transitions are emitted: all, terminal, or states separated by commas, such as"
                    + " FAILED,CANCELED. Others are recorded silently.")
    private String states = "all";

    @UriParam(
            label = "consumer",
            defaultValue = "1",
            description = "How many exchanges may be under way at a time; one for each execution at most.")
    private int concurrentConsumers = 1;

    @UriParam(
            label = "common",
            defaultValue = "true",
            description = "Whether an execution is asked about less often the older it is: each square root of its age"
                    + " in seconds, and at learned durations of its query. False asks after each delay.")
    private boolean adaptive = true;

    @UriParam(
            label = "common",
            javaType = "java.time.Duration",
            defaultValue = "60000",
            description =
                    "The longest time between two requests about an execution, in milliseconds. Where it is not set, an"
                            + " execution of a query whose durations are known may be left alone for up to ten minutes.")
    private long maxPollInterval = 60_000;

    @UriParam(
            label = "consumer,scheduler",
            javaType = "java.time.Duration",
            defaultValue = "" + DEFAULT_DELAY,
            description = "Milliseconds before the next poll, and the shortest time between two requests about an"
                    + " execution.")
    private long delay = DEFAULT_DELAY;

    private final Set<String> given;

    /**
     * Made by the component.
     *
     * @param uri the endpoint's URI
     * @param component whose resources it shares
     * @param operation what it does
     * @param configuration its own copy
     * @param given the names of the options that the URI sets
     */
    public DuneEndpoint(
            String uri,
            DuneComponent component,
            DuneOperation operation,
            DuneConfiguration configuration,
            Set<String> given) {
        super(uri, component);
        this.operation = operation;
        this.configuration = configuration;
        this.given = Set.copyOf(given);
    }

    @Override
    public Producer createProducer() throws Exception {
        DuneOptions.validate(this, DuneOptions.Side.producerOf(operation));
        ExecutionIdSource source = new ExecutionIdSource(
                executionId == null ? null : ExecutionIdSource.parse("The option executionId", executionId));
        return switch (operation) {
            case status -> new DuneStatusProducer(this, source);
            case watch -> new DuneWatchProducer(this, source);
            case unwatch -> new DuneUnwatchProducer(this, source);
            case await -> new DuneAwaitProducer(this, source);
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (operation != DuneOperation.status) {
            throw new IllegalArgumentException("dune:" + operation
                    + " does something for a message and cannot be consumed from: write from dune:status, and send to"
                    + " dune:" + operation);
        }
        DuneOptions.validate(this, DuneOptions.Side.CONSUMER);
        DuneConsumer consumer = new DuneConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public boolean isSingletonProducer() {
        return true;
    }

    @Override
    public DuneComponent getComponent() {
        return (DuneComponent) super.getComponent();
    }

    @Override
    public String getServiceUrl() {
        return configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "http";
    }

    /** What it needs for talking to Dune. */
    DuneConnection connect() throws Exception {
        DuneConnection connection = getComponent().connections().connect(configuration, maskedUri(), requests());
        usedBudget(connection.monitored());
        return connection;
    }

    /** The URI without secrets. */
    String maskedUri() {
        return URISupport.sanitizeUri(getEndpointUri());
    }

    @Override
    DuneOperation managedOperation() {
        return operation;
    }

    @Override
    WatchListControl control() throws Exception {
        return new WatchListControl(this);
    }

    /** Whether the URI itself sets an option. */
    boolean isGiven(String option) {
        return given.contains(option);
    }

    Set<String> given() {
        return given;
    }

    /** The delay in milliseconds, whatever the time unit. */
    long delayMillis() {
        return Math.max(1, TimeUnit.MILLISECONDS.convert(getDelay(), getTimeUnit()));
    }

    /** When to ask again: the same for whoever asks through this endpoint. */
    AskPlanner planner(DuneConnection connection) {
        Duration floor = Duration.ofMillis(shortestMillis());
        Duration cap = Duration.ofMillis(Math.max(maxPollInterval, shortestMillis()));
        // who writes the option means it for every execution
        Duration longestIfLearned = isGiven("maxPollInterval") ? cap : AskPlanner.LONGEST_IF_LEARNED;
        return new AskPlanner(
                new PollSchedule(floor, cap, adaptive), longestIfLearned, connection.history(), errorBackoff());
    }

    /** dune:await has no option delay, so that who writes a shorter maxPollInterval there means it. */
    private long shortestMillis() {
        return operation == DuneOperation.await ? Math.min(delayMillis(), maxPollInterval) : delayMillis();
    }

    /** How long to wait after errors in a row, and after deliveries that failed. */
    ErrorBackoff errorBackoff() {
        return new ErrorBackoff(
                Duration.ofMillis(delayMillis()),
                Duration.ofMillis(Math.max(maxPollInterval, delayMillis())),
                () -> ThreadLocalRandom.current().nextLong());
    }

    /** The executions of the option {@code executionIds}, checked. */
    Set<ExecutionId> watchedFromTheStart() {
        return DuneOptions.executionIds(executionIds);
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }

    /**
     * What to do.
     *
     * @return never null
     */
    public DuneOperation getOperation() {
        return operation;
    }

    /**
     * What to do.
     *
     * @param operation the part of the URI after {@code dune:}
     */
    public void setOperation(DuneOperation operation) {
        this.operation = operation;
    }

    /**
     * The options that the component has too.
     *
     * @return this endpoint's own
     */
    public DuneConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * The options that the component has too.
     *
     * @param configuration this endpoint's own
     */
    public void setConfiguration(DuneConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * The execution, where the message has no header CamelDuneExecutionId.
     *
     * @return the option {@code executionId}
     */
    public String getExecutionId() {
        return executionId;
    }

    /**
     * The execution, where the message has no header CamelDuneExecutionId.
     *
     * @param executionId the option
     */
    public void setExecutionId(String executionId) {
        this.executionId = executionId;
    }

    /**
     * Which headers of the message sent to dune:watch are carried to each exchange of the execution: names, in which an asterisk stands for any characters, separated by commas. Never those that start with Camel.
     *
     * @return the option {@code correlationHeaders}
     */
    public String getCorrelationHeaders() {
        return correlationHeaders;
    }

    /**
     * Which headers of the message sent to dune:watch are carried to each exchange of the execution: names, in which an asterisk stands for any characters, separated by commas. Never those that start with Camel.
     *
     * @param correlationHeaders the option
     */
    public void setCorrelationHeaders(String correlationHeaders) {
        this.correlationHeaders = correlationHeaders;
    }

    /**
     * How long dune:await waits for the end of the execution, in milliseconds. Then the exchange fails with a DuneWatchTimeoutException.
     *
     * @return the option {@code awaitTimeout}
     */
    public long getAwaitTimeout() {
        return awaitTimeout;
    }

    /**
     * How long dune:await waits for the end of the execution, in milliseconds. Then the exchange fails with a DuneWatchTimeoutException.
     *
     * @param awaitTimeout the option
     */
    public void setAwaitTimeout(long awaitTimeout) {
        this.awaitTimeout = awaitTimeout;
    }

    /**
     * Executions that are watched from the start, separated by commas.
     *
     * @return the option {@code executionIds}
     */
    public String getExecutionIds() {
        return executionIds;
    }

    /**
     * Executions that are watched from the start, separated by commas.
     *
     * @param executionIds the option
     */
    public void setExecutionIds(String executionIds) {
        this.executionIds = executionIds;
    }

    /**
     * Which transitions are emitted: all, terminal, or states separated by commas, such as FAILED,CANCELED. Others are recorded silently.
     *
     * @return the option {@code states}
     */
    public String getStates() {
        return states;
    }

    /**
     * Which transitions are emitted: all, terminal, or states separated by commas, such as FAILED,CANCELED. Others are recorded silently.
     *
     * @param states the option
     */
    public void setStates(String states) {
        this.states = states;
    }

    /**
     * How many exchanges may be under way at a time; one for each execution at most.
     *
     * @return the option {@code concurrentConsumers}
     */
    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    /**
     * How many exchanges may be under way at a time; one for each execution at most.
     *
     * @param concurrentConsumers the option
     */
    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    /**
     * Whether an execution is asked about less often the older it is: each square root of its age in seconds, and at learned durations of its query. False asks after each delay.
     *
     * @return the option {@code adaptive}
     */
    public boolean isAdaptive() {
        return adaptive;
    }

    /**
     * Whether an execution is asked about less often the older it is: each square root of its age in seconds, and at learned durations of its query. False asks after each delay.
     *
     * @param adaptive the option
     */
    public void setAdaptive(boolean adaptive) {
        this.adaptive = adaptive;
    }

    /**
     * The longest time between two requests about an execution, in milliseconds.
     *
     * @return the option {@code maxPollInterval}
     */
    public long getMaxPollInterval() {
        return maxPollInterval;
    }

    /**
     * The longest time between two requests about an execution, in milliseconds.
     *
     * @param maxPollInterval the option
     */
    public void setMaxPollInterval(long maxPollInterval) {
        this.maxPollInterval = maxPollInterval;
    }
}
