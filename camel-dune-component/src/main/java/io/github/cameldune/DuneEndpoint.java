package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.camel.OptionSides.Side;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.util.URISupport;

/**
 * Start query executions on Dune (dune.com), follow each one to its end, and read its rows.
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
public class DuneEndpoint extends ScheduledPollEndpoint implements EndpointServiceLocation {

    static final long DEFAULT_DELAY = 1_000;

    /** A query that Dune runs on a schedule rarely runs more often, and each poll costs the reading of one row. */
    static final long DEFAULT_DELAY_OF_LATEST = 600_000;

    @UriPath(enums = "execute,sql,status,watch,unwatch,await,cancel,results,latest", description = "What to do.")
    @Metadata(required = true)
    private final DuneOperation operation;

    @UriParam
    private final DuneConfiguration configuration;

    @UriParam
    private final DuneRowsConfiguration rows = new DuneRowsConfiguration();

    @UriParam(label = "producer", description = "The execution, where the message has no header CamelDuneExecutionId.")
    private String executionId;

    @UriParam(
            label = "producer",
            description = "The saved query that dune:execute runs, where the message has no header CamelDuneQueryId.")
    private String queryId;

    @UriParam(
            label = "producer",
            description = "The SQL that dune:sql runs: text, or resource: and where to read it, such as"
                    + " resource:classpath:volume.sql. Without it the SQL is the message's body.")
    @Metadata(supportFileReference = true, largeInput = true, inputLanguage = "sql")
    private String sql;

    @UriParam(
            label = "producer",
            prefix = "parameters.",
            multiValue = true,
            description = "Parameters of the query, such as parameters.wallet=0xab. They travel as text. The header"
                    + " CamelDuneQueryParameters wins.")
    private Map<String, Object> parameters;

    @UriParam(
            label = "producer",
            description =
                    "The engine size that dune:execute and dune:sql ask for, such as medium or large. Without it Dune"
                            + " chooses.")
    private String performance;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether dune:execute and dune:sql put the execution on the watch list in the same step.")
    private boolean watch;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            defaultValue = "604800000",
            description =
                    "How long a token of the header CamelDuneRequestToken is remembered, in milliseconds. After that"
                            + " the same token starts an execution again.")
    private long tokenRetention = 604_800_000;

    @UriParam(
            label = "producer",
            description =
                    "Which headers of the message sent to dune:watch, or to dune:execute and dune:sql with watch=true, are carried to each exchange of the"
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

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description =
                    "How old the latest execution of the query may be, in milliseconds since it ended. An older one"
                            + " is a DuneStaleResultException. Any age will do without it.")
    private long maxAge;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether dune:latest executes the query, and waits for the end, if its latest execution is older"
                            + " than maxAge or there is none. Dune bills each execution.")
    private boolean executeIfStale;

    @UriParam(
            label = "consumer",
            description = "The queries whose latest executions dune:latest emits, separated by commas.")
    private String queryIds;

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
            description = "How many exchanges may be in flight at a time; one for each execution at most.")
    private int concurrentConsumers = 1;

    @UriParam(
            label = "common",
            defaultValue = "true",
            description =
                    "Whether the poll interval grows with the age of the execution (the square root of the age, in"
                            + " seconds), or follows what was learned of its query. False polls after each delay.")
    private boolean adaptive = true;

    @UriParam(
            label = "common",
            javaType = "java.time.Duration",
            defaultValue = "60000",
            description = "The longest time between two polls of an execution, in milliseconds.")
    private long maxPollInterval = 60_000;

    @UriParam(
            label = "consumer,scheduler",
            javaType = "java.time.Duration",
            defaultValue = "" + DEFAULT_DELAY,
            description =
                    "The shortest time between two polls of an execution, and how often the consumer looks after its watch"
                            + " list, in milliseconds. For dune:latest the time between two polls of a query, 600000"
                            + " by default.")
    private long delay = DEFAULT_DELAY;

    private final Set<String> given;
    private final DuneConfiguration inherited;

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
        this.inherited = configuration.copy();
    }

    @Override
    public Producer createProducer() throws Exception {
        DuneOptions.validate(this, Side.producerOf(operation.name()));
        IdSource<ExecutionId> source = IdSource.ofExecution(executionId);
        return switch (operation) {
            case execute, sql -> new DuneSubmitProducer(this, SubmissionSource.of(this));
            case status -> new DuneStatusProducer(this, source);
            case watch, unwatch -> new DuneWatchProducer(this, source);
            case await -> new DuneAwaitProducer(this, source);
            case cancel -> new DuneCancelProducer(this, source);
            case results -> new DuneResultsProducer(this, source);
            case latest -> new DuneLatestProducer(this, IdSource.ofQuery(queryId));
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        boolean latest = operation == DuneOperation.latest;
        if (!latest && operation != DuneOperation.status) {
            throw new IllegalArgumentException("dune:" + operation
                    + " does something for a message and cannot be consumed from: write from dune:status, and send to"
                    + " dune:" + operation);
        }
        DuneOptions.validate(this, latest ? Side.LATEST_CONSUMER : Side.CONSUMER);
        DuneEventConsumer<?> consumer =
                latest ? new DuneLatestConsumer(this, processor) : new DuneConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** For pollEnrich, poll and ConsumerTemplate, which take one exchange at a time. */
    @Override
    public PollingConsumer createPollingConsumer() throws Exception {
        if (operation != DuneOperation.status) {
            throw new IllegalArgumentException(
                    "dune:" + operation
                            + " cannot be polled by pollEnrich, poll or ConsumerTemplate: send to it (in a route: to or enrich)");
        }
        DuneOptions.validate(this, Side.CONSUMER);
        return new DunePollingConsumer(this);
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

    /** The URI without secrets. */
    String maskedUri() {
        return URISupport.sanitizeUri(getEndpointUri());
    }

    /** Whether the URI itself sets an option. */
    boolean isGiven(String option) {
        return given.contains(option);
    }

    Set<String> given() {
        return given;
    }

    /** The options of the component when the endpoint was made. */
    DuneConfiguration inherited() {
        return inherited;
    }

    /** The delay in milliseconds, whatever the time unit. */
    long delayMillis() {
        return Math.max(1, TimeUnit.MILLISECONDS.convert(getDelay(), getTimeUnit()));
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }

    public DuneOperation getOperation() {
        return operation;
    }

    public DuneConfiguration getConfiguration() {
        return configuration;
    }

    public DuneRowsConfiguration getRows() {
        return rows;
    }

    public String getExecutionId() {
        return executionId;
    }

    public void setExecutionId(String executionId) {
        this.executionId = executionId;
    }

    public String getQueryId() {
        return queryId;
    }

    public void setQueryId(String queryId) {
        this.queryId = queryId;
    }

    public String getSql() {
        return sql;
    }

    public void setSql(String sql) {
        this.sql = sql;
    }

    public Map<String, Object> getParameters() {
        return parameters;
    }

    public void setParameters(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    public String getPerformance() {
        return performance;
    }

    public void setPerformance(String performance) {
        this.performance = performance;
    }

    public boolean isWatch() {
        return watch;
    }

    public void setWatch(boolean watch) {
        this.watch = watch;
    }

    public long getTokenRetention() {
        return tokenRetention;
    }

    public void setTokenRetention(long tokenRetention) {
        this.tokenRetention = tokenRetention;
    }

    public String getCorrelationHeaders() {
        return correlationHeaders;
    }

    public void setCorrelationHeaders(String correlationHeaders) {
        this.correlationHeaders = correlationHeaders;
    }

    public long getAwaitTimeout() {
        return awaitTimeout;
    }

    public void setAwaitTimeout(long awaitTimeout) {
        this.awaitTimeout = awaitTimeout;
    }

    public long getMaxAge() {
        return maxAge;
    }

    public void setMaxAge(long maxAge) {
        this.maxAge = maxAge;
    }

    public boolean isExecuteIfStale() {
        return executeIfStale;
    }

    public void setExecuteIfStale(boolean executeIfStale) {
        this.executeIfStale = executeIfStale;
    }

    public String getQueryIds() {
        return queryIds;
    }

    public void setQueryIds(String queryIds) {
        this.queryIds = queryIds;
    }

    public String getExecutionIds() {
        return executionIds;
    }

    public void setExecutionIds(String executionIds) {
        this.executionIds = executionIds;
    }

    public String getStates() {
        return states;
    }

    public void setStates(String states) {
        this.states = states;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public boolean isAdaptive() {
        return adaptive;
    }

    public void setAdaptive(boolean adaptive) {
        this.adaptive = adaptive;
    }

    public long getMaxPollInterval() {
        return maxPollInterval;
    }

    public void setMaxPollInterval(long maxPollInterval) {
        this.maxPollInterval = maxPollInterval;
    }
}
