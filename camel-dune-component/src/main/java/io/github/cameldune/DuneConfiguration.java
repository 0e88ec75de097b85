package io.github.cameldune;

import io.github.cameldune.watch.store.WatchStore;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The options that the component and each endpoint have; an endpoint starts with a copy of the component's. */
@UriParams
public class DuneConfiguration implements Cloneable {

    @UriParam(
            label = "security",
            secret = true,
            description = "The API key of Dune. Without it the environment variable DUNE_API_KEY counts. Better set on"
                    + " the component than in a URI.")
    private String apiKey;

    @UriParam(
            label = "common",
            defaultValue = "https://api.dune.com/api",
            description =
                    "The URL of Dune's API. http: is for the loopback address only, unless allowInsecure is true.")
    private String baseUrl = "https://api.dune.com/api";

    @UriParam(
            label = "security",
            defaultValue = "false",
            description = "Whether baseUrl may be an http: URL of another host, which sends the API key unencrypted.")
    private boolean allowInsecure;

    @UriParam(
            label = "common",
            defaultValue = "0",
            description = "How many requests a minute Dune allows the API key: 40 on the Free plan, 200 on Plus. All"
                    + " endpoints with the same key in a Camel context share them. 0 discovers the limit.")
    private int requestsPerMinute;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            defaultValue = "60000",
            description = "How long dune:status waits for its turn within requestsPerMinute before it fails, in"
                    + " milliseconds.")
    private long budgetTimeout = 60_000;

    @UriParam(label = "common", defaultValue = "10", description = "How many requests may be under way at a time.")
    private int maxConcurrentRequests = 10;

    @UriParam(
            label = "common",
            javaType = "java.time.Duration",
            defaultValue = "10000",
            description = "How long to wait for a connection to Dune, in milliseconds.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "common",
            javaType = "java.time.Duration",
            defaultValue = "30000",
            description = "How long to wait for Dune's complete answer once connected, in milliseconds.")
    private long responseTimeout = 30_000;

    @UriParam(label = "security", description = "The TLS parameters of connections to Dune, as in Camel HTTP.")
    private SSLContextParameters sslContextParameters;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description = "Whether the Camel context's global TLS parameters apply.")
    private boolean useGlobalSslContextParameters;

    @UriParam(
            label = "advanced",
            description = "A Camel HTTP component to use instead of one of our own, for proxies and the like. Its TLS"
                    + " and connection pool then count.")
    private HttpComponent httpComponent;

    @UriParam(label = "common", defaultValue = "default", description = "The name of the watch list.")
    private String watchList = "default";

    @UriParam(
            label = "common",
            description =
                    "Where watch lists are kept: a bean that is a WatchStore, a java.util.concurrent.ConcurrentMap"
                            + " of String to String, or a javax.sql.DataSource. In memory without it.")
    private WatchStore watchStore;

    @UriParam(
            label = "common",
            javaType = "java.time.Duration",
            defaultValue = "5000",
            description = "How often to look into the watch store for watches that other nodes added, in milliseconds.")
    private long watchStoreRefresh = 5_000;

    @UriParam(
            label = "common",
            javaType = "java.time.Duration",
            defaultValue = "86400000",
            description = "How long an execution is watched at most, in milliseconds. Then the watch ends with a"
                    + " DuneWatchTimeoutException.")
    private long watchTimeout = 86_400_000;

    @UriParam(
            label = "common",
            defaultValue = "10000",
            description = "How many watches a watch list may hold. One more is refused.")
    private int maxWatches = 10_000;

    /** A configuration of defaults. */
    public DuneConfiguration() {}

    /**
     * A copy, to be changed by an endpoint.
     *
     * @return independent of this one
     */
    public DuneConfiguration copy() {
        try {
            return (DuneConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /**
     * The API key of Dune. Without it the environment variable DUNE_API_KEY counts. Better set on the component than in a URI.
     *
     * @return the option {@code apiKey}
     */
    public String getApiKey() {
        return apiKey;
    }

    /**
     * The API key of Dune. Without it the environment variable DUNE_API_KEY counts. Better set on the component than in a URI.
     *
     * @param apiKey the option
     */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    /**
     * The URL of Dune's API. http: is for the loopback address only, unless allowInsecure is true.
     *
     * @return the option {@code baseUrl}
     */
    public String getBaseUrl() {
        return baseUrl;
    }

    /**
     * The URL of Dune's API. http: is for the loopback address only, unless allowInsecure is true.
     *
     * @param baseUrl the option
     */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /**
     * Whether baseUrl may be an http: URL of another host, which sends the API key unencrypted.
     *
     * @return the option {@code allowInsecure}
     */
    public boolean isAllowInsecure() {
        return allowInsecure;
    }

    /**
     * Whether baseUrl may be an http: URL of another host, which sends the API key unencrypted.
     *
     * @param allowInsecure the option
     */
    public void setAllowInsecure(boolean allowInsecure) {
        this.allowInsecure = allowInsecure;
    }

    /**
     * How many requests a minute Dune allows the API key: 40 on the Free plan, 200 on Plus. All endpoints with the same key in a Camel context share them. 0 discovers the limit.
     *
     * @return the option {@code requestsPerMinute}
     */
    public int getRequestsPerMinute() {
        return requestsPerMinute;
    }

    /**
     * How many requests a minute Dune allows the API key: 40 on the Free plan, 200 on Plus. All endpoints with the same key in a Camel context share them. 0 discovers the limit.
     *
     * @param requestsPerMinute the option
     */
    public void setRequestsPerMinute(int requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    /**
     * How long dune:status waits for its turn within requestsPerMinute before it fails, in milliseconds.
     *
     * @return the option {@code budgetTimeout}
     */
    public long getBudgetTimeout() {
        return budgetTimeout;
    }

    /**
     * How long dune:status waits for its turn within requestsPerMinute before it fails, in milliseconds.
     *
     * @param budgetTimeout the option
     */
    public void setBudgetTimeout(long budgetTimeout) {
        this.budgetTimeout = budgetTimeout;
    }

    /**
     * How many requests may be under way at a time.
     *
     * @return the option {@code maxConcurrentRequests}
     */
    public int getMaxConcurrentRequests() {
        return maxConcurrentRequests;
    }

    /**
     * How many requests may be under way at a time.
     *
     * @param maxConcurrentRequests the option
     */
    public void setMaxConcurrentRequests(int maxConcurrentRequests) {
        this.maxConcurrentRequests = maxConcurrentRequests;
    }

    /**
     * How long to wait for a connection to Dune, in milliseconds.
     *
     * @return the option {@code connectTimeout}
     */
    public long getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * How long to wait for a connection to Dune, in milliseconds.
     *
     * @param connectTimeout the option
     */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /**
     * How long to wait for Dune's complete answer once connected, in milliseconds.
     *
     * @return the option {@code responseTimeout}
     */
    public long getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * How long to wait for Dune's complete answer once connected, in milliseconds.
     *
     * @param responseTimeout the option
     */
    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    /**
     * The TLS parameters of connections to Dune, as in Camel HTTP.
     *
     * @return the option {@code sslContextParameters}
     */
    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * The TLS parameters of connections to Dune, as in Camel HTTP.
     *
     * @param sslContextParameters the option
     */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    /**
     * Whether the Camel context's global TLS parameters apply.
     *
     * @return the option {@code useGlobalSslContextParameters}
     */
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /**
     * Whether the Camel context's global TLS parameters apply.
     *
     * @param useGlobalSslContextParameters the option
     */
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    /**
     * A Camel HTTP component to use instead of one of our own, for proxies and the like. Its TLS and connection pool then count.
     *
     * @return the option {@code httpComponent}
     */
    public HttpComponent getHttpComponent() {
        return httpComponent;
    }

    /**
     * A Camel HTTP component to use instead of one of our own, for proxies and the like. Its TLS and connection pool then count.
     *
     * @param httpComponent the option
     */
    public void setHttpComponent(HttpComponent httpComponent) {
        this.httpComponent = httpComponent;
    }

    /**
     * The name of the watch list.
     *
     * @return the option {@code watchList}
     */
    public String getWatchList() {
        return watchList;
    }

    /**
     * The name of the watch list.
     *
     * @param watchList the option
     */
    public void setWatchList(String watchList) {
        this.watchList = watchList;
    }

    /**
     * Where watch lists are kept: a bean that is a WatchStore, a java.util.concurrent.ConcurrentMap of String to String, or a javax.sql.DataSource. In memory without it.
     *
     * @return the option {@code watchStore}
     */
    public WatchStore getWatchStore() {
        return watchStore;
    }

    /**
     * Where watch lists are kept: a bean that is a WatchStore, a java.util.concurrent.ConcurrentMap of String to String, or a javax.sql.DataSource. In memory without it.
     *
     * @param watchStore the option
     */
    public void setWatchStore(WatchStore watchStore) {
        this.watchStore = watchStore;
    }

    /**
     * How often to look into the watch store for watches that other nodes added, in milliseconds.
     *
     * @return the option {@code watchStoreRefresh}
     */
    public long getWatchStoreRefresh() {
        return watchStoreRefresh;
    }

    /**
     * How often to look into the watch store for watches that other nodes added, in milliseconds.
     *
     * @param watchStoreRefresh the option
     */
    public void setWatchStoreRefresh(long watchStoreRefresh) {
        this.watchStoreRefresh = watchStoreRefresh;
    }

    /**
     * How long an execution is watched at most, in milliseconds. Then the watch ends with a DuneWatchTimeoutException.
     *
     * @return the option {@code watchTimeout}
     */
    public long getWatchTimeout() {
        return watchTimeout;
    }

    /**
     * How long an execution is watched at most, in milliseconds. Then the watch ends with a DuneWatchTimeoutException.
     *
     * @param watchTimeout the option
     */
    public void setWatchTimeout(long watchTimeout) {
        this.watchTimeout = watchTimeout;
    }

    /**
     * How many watches a watch list may hold. One more is refused.
     *
     * @return the option {@code maxWatches}
     */
    public int getMaxWatches() {
        return maxWatches;
    }

    /**
     * How many watches a watch list may hold. One more is refused.
     *
     * @param maxWatches the option
     */
    public void setMaxWatches(int maxWatches) {
        this.maxWatches = maxWatches;
    }
}
