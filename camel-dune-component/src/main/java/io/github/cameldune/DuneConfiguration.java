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
            description = "How many requests that read Dune allows the API key in a minute: 40 on the Free plan, 200 on"
                    + " Plus. All endpoints with the same key in a Camel context share them. 0 discovers the limit.")
    private int requestsPerMinute;

    @UriParam(
            label = "common",
            defaultValue = "0",
            description =
                    "How many executions Dune lets the API key start in a minute: 15 on the Free plan, 70 on Plus."
                            + " 0 discovers the limit.")
    private int submissionsPerMinute;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            defaultValue = "60000",
            description = "How long a producer waits for a permit of the rate limit before it fails, in milliseconds.")
    private long rateLimitTimeout = 60_000;

    @UriParam(
            label = "common",
            defaultValue = "10",
            description = "How many requests of the API key may be in flight at a time.")
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

    public String getApiKey() {
        return apiKey;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public boolean isAllowInsecure() {
        return allowInsecure;
    }

    public void setAllowInsecure(boolean allowInsecure) {
        this.allowInsecure = allowInsecure;
    }

    public int getRequestsPerMinute() {
        return requestsPerMinute;
    }

    public void setRequestsPerMinute(int requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    public int getSubmissionsPerMinute() {
        return submissionsPerMinute;
    }

    public void setSubmissionsPerMinute(int submissionsPerMinute) {
        this.submissionsPerMinute = submissionsPerMinute;
    }

    public long getRateLimitTimeout() {
        return rateLimitTimeout;
    }

    public void setRateLimitTimeout(long rateLimitTimeout) {
        this.rateLimitTimeout = rateLimitTimeout;
    }

    public int getMaxConcurrentRequests() {
        return maxConcurrentRequests;
    }

    public void setMaxConcurrentRequests(int maxConcurrentRequests) {
        this.maxConcurrentRequests = maxConcurrentRequests;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public HttpComponent getHttpComponent() {
        return httpComponent;
    }

    public void setHttpComponent(HttpComponent httpComponent) {
        this.httpComponent = httpComponent;
    }

    public String getWatchList() {
        return watchList;
    }

    public void setWatchList(String watchList) {
        this.watchList = watchList;
    }

    public WatchStore getWatchStore() {
        return watchStore;
    }

    public void setWatchStore(WatchStore watchStore) {
        this.watchStore = watchStore;
    }

    public long getWatchStoreRefresh() {
        return watchStoreRefresh;
    }

    public void setWatchStoreRefresh(long watchStoreRefresh) {
        this.watchStoreRefresh = watchStoreRefresh;
    }

    public long getWatchTimeout() {
        return watchTimeout;
    }

    public void setWatchTimeout(long watchTimeout) {
        this.watchTimeout = watchTimeout;
    }

    public int getMaxWatches() {
        return maxWatches;
    }

    public void setMaxWatches(int maxWatches) {
        this.maxWatches = maxWatches;
    }
}
