package io.github.cameldune.springboot;

import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Start query executions on Dune (dune.com), follow each one to its end, and read its rows.
 *
 * Made of dune.json by GeneratedConfigurationTest: do not edit.
 */
@ConfigurationProperties(prefix = "camel.component.dune", ignoreUnknownFields = false)
public class DuneComponentConfiguration extends ComponentConfigurationPropertiesCommon {

    /** Whether to enable auto configuration of the dune component. This is enabled by default. */
    private Boolean enabled;

    /** Whether baseUrl may be an http: URL of another host, which sends the API key unencrypted. */
    private Boolean allowInsecure;

    /** The API key of Dune. Without it the environment variable DUNE_API_KEY counts. Better set on the component than in a URI. */
    private String apiKey;

    /** Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked as autowired) by looking up in the registry to find if there is a single instance of matching type, which then gets configured on the component. This can be used for automatic configuring JDBC data sources, JMS connection factories, AWS Clients, etc. */
    private Boolean autowiredEnabled;

    /** The URL of Dune's API. http: is for the loopback address only, unless allowInsecure is true. */
    private String baseUrl;

    /** Allows for bridging the consumer to the Camel routing Error Handler, which mean any exceptions (if possible) occurred while the Camel consumer is trying to pickup incoming messages, or the likes, will now be processed as a message and handled by the routing Error Handler. Important: This is only possible if the 3rd party component allows Camel to be alerted if an exception was thrown. Some components handle this internally only, and therefore bridgeErrorHandler is not possible. In other situations we may improve the Camel component to hook into the 3rd party component and make this possible for future releases. By default the consumer will use the org.apache.camel.spi.ExceptionHandler to deal with exceptions, that will be logged at WARN or ERROR level and ignored. */
    private Boolean bridgeErrorHandler;

    /** The options that endpoints start with. */
    private io.github.cameldune.DuneConfiguration configuration;

    /** How long to wait for a connection to Dune, in milliseconds. */
    private java.time.Duration connectTimeout;

    /** Used for enabling or disabling all consumer based health checks from this component */
    private Boolean healthCheckConsumerEnabled;

    /** Used for enabling or disabling all producer based health checks from this component. Notice: Camel has by default disabled all producer based health-checks. You can turn on producer checks globally by setting camel.health.producersEnabled=true. */
    private Boolean healthCheckProducerEnabled;

    /** A Camel HTTP component to use instead of one of our own, for proxies and the like. Its TLS and connection pool then count. */
    private org.apache.camel.component.http.HttpComponent httpComponent;

    /** Whether the producer should be started lazy (on the first message). By starting lazy you can use this to allow CamelContext and routes to startup in situations where a producer may otherwise fail during starting and cause the route to fail being started. By deferring this startup to be lazy then the startup failure can be handled during routing messages via Camel's routing error handlers. Beware that when the first message is processed then creating and starting the producer may take a little time and prolong the total processing time of the processing. */
    private Boolean lazyStartProducer;

    /** How many requests of the API key may be in flight at a time. */
    private Integer maxConcurrentRequests;

    /** How many watches a watch list may hold. One more is refused. */
    private Integer maxWatches;

    /** How long a producer waits for a permit of the rate limit before it fails, in milliseconds. */
    private java.time.Duration rateLimitTimeout;

    /** How many requests that read Dune allows the API key in a minute: 40 on the Free plan, 200 on Plus. All endpoints with the same key in a Camel context share them. 0 discovers the limit. */
    private Integer requestsPerMinute;

    /** How long to wait for Dune's complete answer once connected, in milliseconds. */
    private java.time.Duration responseTimeout;

    /** The TLS parameters of connections to Dune, as in Camel HTTP. */
    private org.apache.camel.support.jsse.SSLContextParameters sslContextParameters;

    /** How many executions Dune lets the API key start in a minute: 15 on the Free plan, 70 on Plus. 0 discovers the limit. */
    private Integer submissionsPerMinute;

    /** Whether the Camel context's global TLS parameters apply. */
    private Boolean useGlobalSslContextParameters;

    /** The name of the watch list. */
    private String watchList;

    /** Where watch lists are kept: a bean that is a WatchStore, a java.util.concurrent.ConcurrentMap of String to String, or a javax.sql.DataSource. In memory without it. */
    private io.github.cameldune.watch.store.WatchStore watchStore;

    /** How often to look into the watch store for watches that other nodes added, in milliseconds. */
    private java.time.Duration watchStoreRefresh;

    /** How long an execution is watched at most, in milliseconds. Then the watch ends with a DuneWatchTimeoutException. */
    private java.time.Duration watchTimeout;

    /** Made by Spring. */
    public DuneComponentConfiguration() {}

    /**
     * The option {@code allowInsecure}.
     *
     * @return null when it is not written
     */
    public Boolean getAllowInsecure() {
        return allowInsecure;
    }

    /**
     * The option {@code allowInsecure}.
     *
     * @param allowInsecure null leaves the option as it is
     */
    public void setAllowInsecure(Boolean allowInsecure) {
        this.allowInsecure = allowInsecure;
    }

    /**
     * The option {@code apiKey}.
     *
     * @return null when it is not written
     */
    public String getApiKey() {
        return apiKey;
    }

    /**
     * The option {@code apiKey}.
     *
     * @param apiKey null leaves the option as it is
     */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    /**
     * The option {@code autowiredEnabled}.
     *
     * @return null when it is not written
     */
    public Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    /**
     * The option {@code autowiredEnabled}.
     *
     * @param autowiredEnabled null leaves the option as it is
     */
    public void setAutowiredEnabled(Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
    }

    /**
     * The option {@code baseUrl}.
     *
     * @return null when it is not written
     */
    public String getBaseUrl() {
        return baseUrl;
    }

    /**
     * The option {@code baseUrl}.
     *
     * @param baseUrl null leaves the option as it is
     */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /**
     * The option {@code bridgeErrorHandler}.
     *
     * @return null when it is not written
     */
    public Boolean getBridgeErrorHandler() {
        return bridgeErrorHandler;
    }

    /**
     * The option {@code bridgeErrorHandler}.
     *
     * @param bridgeErrorHandler null leaves the option as it is
     */
    public void setBridgeErrorHandler(Boolean bridgeErrorHandler) {
        this.bridgeErrorHandler = bridgeErrorHandler;
    }

    /**
     * The option {@code configuration}.
     *
     * @return null when it is not written
     */
    public io.github.cameldune.DuneConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * The option {@code configuration}.
     *
     * @param configuration null leaves the option as it is
     */
    public void setConfiguration(io.github.cameldune.DuneConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * The option {@code connectTimeout}.
     *
     * @return null when it is not written
     */
    public java.time.Duration getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * The option {@code connectTimeout}.
     *
     * @param connectTimeout null leaves the option as it is
     */
    public void setConnectTimeout(java.time.Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /**
     * The option {@code healthCheckConsumerEnabled}.
     *
     * @return null when it is not written
     */
    public Boolean getHealthCheckConsumerEnabled() {
        return healthCheckConsumerEnabled;
    }

    /**
     * The option {@code healthCheckConsumerEnabled}.
     *
     * @param healthCheckConsumerEnabled null leaves the option as it is
     */
    public void setHealthCheckConsumerEnabled(Boolean healthCheckConsumerEnabled) {
        this.healthCheckConsumerEnabled = healthCheckConsumerEnabled;
    }

    /**
     * The option {@code healthCheckProducerEnabled}.
     *
     * @return null when it is not written
     */
    public Boolean getHealthCheckProducerEnabled() {
        return healthCheckProducerEnabled;
    }

    /**
     * The option {@code healthCheckProducerEnabled}.
     *
     * @param healthCheckProducerEnabled null leaves the option as it is
     */
    public void setHealthCheckProducerEnabled(Boolean healthCheckProducerEnabled) {
        this.healthCheckProducerEnabled = healthCheckProducerEnabled;
    }

    /**
     * The option {@code httpComponent}.
     *
     * @return null when it is not written
     */
    public org.apache.camel.component.http.HttpComponent getHttpComponent() {
        return httpComponent;
    }

    /**
     * The option {@code httpComponent}.
     *
     * @param httpComponent null leaves the option as it is
     */
    public void setHttpComponent(org.apache.camel.component.http.HttpComponent httpComponent) {
        this.httpComponent = httpComponent;
    }

    /**
     * The option {@code lazyStartProducer}.
     *
     * @return null when it is not written
     */
    public Boolean getLazyStartProducer() {
        return lazyStartProducer;
    }

    /**
     * The option {@code lazyStartProducer}.
     *
     * @param lazyStartProducer null leaves the option as it is
     */
    public void setLazyStartProducer(Boolean lazyStartProducer) {
        this.lazyStartProducer = lazyStartProducer;
    }

    /**
     * The option {@code maxConcurrentRequests}.
     *
     * @return null when it is not written
     */
    public Integer getMaxConcurrentRequests() {
        return maxConcurrentRequests;
    }

    /**
     * The option {@code maxConcurrentRequests}.
     *
     * @param maxConcurrentRequests null leaves the option as it is
     */
    public void setMaxConcurrentRequests(Integer maxConcurrentRequests) {
        this.maxConcurrentRequests = maxConcurrentRequests;
    }

    /**
     * The option {@code maxWatches}.
     *
     * @return null when it is not written
     */
    public Integer getMaxWatches() {
        return maxWatches;
    }

    /**
     * The option {@code maxWatches}.
     *
     * @param maxWatches null leaves the option as it is
     */
    public void setMaxWatches(Integer maxWatches) {
        this.maxWatches = maxWatches;
    }

    /**
     * The option {@code rateLimitTimeout}.
     *
     * @return null when it is not written
     */
    public java.time.Duration getRateLimitTimeout() {
        return rateLimitTimeout;
    }

    /**
     * The option {@code rateLimitTimeout}.
     *
     * @param rateLimitTimeout null leaves the option as it is
     */
    public void setRateLimitTimeout(java.time.Duration rateLimitTimeout) {
        this.rateLimitTimeout = rateLimitTimeout;
    }

    /**
     * The option {@code requestsPerMinute}.
     *
     * @return null when it is not written
     */
    public Integer getRequestsPerMinute() {
        return requestsPerMinute;
    }

    /**
     * The option {@code requestsPerMinute}.
     *
     * @param requestsPerMinute null leaves the option as it is
     */
    public void setRequestsPerMinute(Integer requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    /**
     * The option {@code responseTimeout}.
     *
     * @return null when it is not written
     */
    public java.time.Duration getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * The option {@code responseTimeout}.
     *
     * @param responseTimeout null leaves the option as it is
     */
    public void setResponseTimeout(java.time.Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    /**
     * The option {@code sslContextParameters}.
     *
     * @return null when it is not written
     */
    public org.apache.camel.support.jsse.SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * The option {@code sslContextParameters}.
     *
     * @param sslContextParameters null leaves the option as it is
     */
    public void setSslContextParameters(org.apache.camel.support.jsse.SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    /**
     * The option {@code submissionsPerMinute}.
     *
     * @return null when it is not written
     */
    public Integer getSubmissionsPerMinute() {
        return submissionsPerMinute;
    }

    /**
     * The option {@code submissionsPerMinute}.
     *
     * @param submissionsPerMinute null leaves the option as it is
     */
    public void setSubmissionsPerMinute(Integer submissionsPerMinute) {
        this.submissionsPerMinute = submissionsPerMinute;
    }

    /**
     * The option {@code useGlobalSslContextParameters}.
     *
     * @return null when it is not written
     */
    public Boolean getUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /**
     * The option {@code useGlobalSslContextParameters}.
     *
     * @param useGlobalSslContextParameters null leaves the option as it is
     */
    public void setUseGlobalSslContextParameters(Boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    /**
     * The option {@code watchList}.
     *
     * @return null when it is not written
     */
    public String getWatchList() {
        return watchList;
    }

    /**
     * The option {@code watchList}.
     *
     * @param watchList null leaves the option as it is
     */
    public void setWatchList(String watchList) {
        this.watchList = watchList;
    }

    /**
     * The option {@code watchStore}.
     *
     * @return null when it is not written
     */
    public io.github.cameldune.watch.store.WatchStore getWatchStore() {
        return watchStore;
    }

    /**
     * The option {@code watchStore}.
     *
     * @param watchStore null leaves the option as it is
     */
    public void setWatchStore(io.github.cameldune.watch.store.WatchStore watchStore) {
        this.watchStore = watchStore;
    }

    /**
     * The option {@code watchStoreRefresh}.
     *
     * @return null when it is not written
     */
    public java.time.Duration getWatchStoreRefresh() {
        return watchStoreRefresh;
    }

    /**
     * The option {@code watchStoreRefresh}.
     *
     * @param watchStoreRefresh null leaves the option as it is
     */
    public void setWatchStoreRefresh(java.time.Duration watchStoreRefresh) {
        this.watchStoreRefresh = watchStoreRefresh;
    }

    /**
     * The option {@code watchTimeout}.
     *
     * @return null when it is not written
     */
    public java.time.Duration getWatchTimeout() {
        return watchTimeout;
    }

    /**
     * The option {@code watchTimeout}.
     *
     * @param watchTimeout null leaves the option as it is
     */
    public void setWatchTimeout(java.time.Duration watchTimeout) {
        this.watchTimeout = watchTimeout;
    }
}
