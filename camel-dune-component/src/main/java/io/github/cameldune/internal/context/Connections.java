package io.github.cameldune.internal.context;

import io.github.cameldune.internal.client.ApiKey;
import io.github.cameldune.internal.client.HttpDuneClient;
import io.github.cameldune.internal.client.HttpTransport;
import io.github.cameldune.internal.health.RequestHealth;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.PollQueue;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;

/** The API keys that a Camel context uses, and the connections to Dune with each of them. Thread-safe. */
public final class Connections {

    private record ConnectionKey(HttpTransport.Settings settings, ApiKey apiKey) {}

    /** Holds a share of the key as long as it is there. */
    private record OpenConnection(
            ApiKey apiKey, KeyResources key, HttpTransport transport, ObservedClient client, RequestHealth health) {}

    private final DuneContext context;
    private final CamelContext camel;
    private final AtomicInteger keyNumbers = new AtomicInteger();
    private final SharedResources<ApiKey, KeyResources> keys;
    private final SharedResources<ConnectionKey, OpenConnection> connections;

    Connections(DuneContext context, CamelContext camel) {
        this.context = context;
        this.camel = camel;
        keys = new SharedResources<>(this::newKey, key -> context.monitor().remove(key.monitored()), context.threads());
        connections = new SharedResources<>(this::open, this::close, context.threads());
    }

    private KeyResources newKey(ApiKey apiKey) {
        InstantSource clock = context.clock();
        ContextThreads threads = context.threads();
        RateLimiter reads = new RateLimiter("requestsPerMinute", clock, threads);
        RateLimiter submissions = new RateLimiter("submissionsPerMinute", clock, threads);
        PollQueue queue = new PollQueue(reads, threads.requestPool(), threads, context.durations(), clock);
        KeyResources key = new KeyResources(keyNumbers.incrementAndGet(), reads, submissions, queue);
        context.monitor().add(key.monitored());
        return key;
    }

    private OpenConnection open(ConnectionKey connectionKey) {
        try {
            HttpTransport transport = new HttpTransport(
                    camel, connectionKey.settings(), context.threads().realTime());
            RequestHealth health =
                    new RequestHealth(connectionKey.settings().baseUrl().value(), context.clock());
            KeyResources key = keys.acquire(connectionKey.apiKey());
            HttpDuneClient http = new HttpDuneClient(transport, connectionKey.apiKey());
            return new OpenConnection(
                    connectionKey.apiKey(), key, transport, new ObservedClient(http, key, health), health);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Camel HTTP refuses the options: " + e.getMessage(), e);
        }
    }

    private void close(OpenConnection open) {
        open.transport().close();
        keys.release(open.apiKey());
    }

    /**
     * What a producer or consumer needs for requests to Dune, to be closed when that stops. The URI has its secrets masked.
     * With 0 requests or submissions a minute, the limit is discovered.
     */
    public Connection connect(
            Object user,
            String uri,
            HttpTransport.Settings settings,
            ApiKey apiKey,
            int requestsPerMinute,
            int submissionsPerMinute) {
        ConnectionKey connectionKey = new ConnectionKey(settings, apiKey);
        OpenConnection open = connections.acquire(connectionKey);
        KeyResources key = open.key();
        key.usedBy(uri);
        key.reads().configure(user, requestsPerMinute, settings.maxConcurrentRequests());
        key.submissions().configure(user, submissionsPerMinute, settings.maxConcurrentRequests());
        return new Connection(context, open.client(), key, open.health(), () -> {
            key.reads().release(user);
            key.submissions().release(user);
            key.unusedBy(uri);
            connections.release(connectionKey);
        });
    }

    /** Cuts off what is in flight. */
    void close() {
        connections.all().forEach(open -> open.transport().close());
    }
}
