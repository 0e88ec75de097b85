package io.github.cameldune.benchmark;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.ApiKey;
import io.github.cameldune.internal.client.BaseUrl;
import io.github.cameldune.internal.client.HttpDuneClient;
import io.github.cameldune.internal.client.HttpTransport;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** One way of fetching a status, for use by many threads. All have the same number of connections. */
interface Variant extends AutoCloseable {

    /** The component's producer. */
    String DUNE = "dune:status";
    /** A hand-written route: {@code to} with the header {@code CamelHttpPath}. */
    String TO = "to";
    /** A hand-written route: {@code toD}. */
    String TO_D = "toD";
    /** What the component's producer is built on, without Camel's routing. */
    String CLIENT = "HttpDuneClient";
    /** HttpClient 5 as it comes; the answer is text, and nobody parses it. */
    String BARE = "HttpClient";

    /** Fetches one status. */
    Object fetch() throws Exception;

    @Override
    void close() throws Exception;

    /** Opens one of them. */
    static Variant open(String name, int port, int connections) throws Exception {
        return switch (name) {
            case CLIENT -> client(port, connections);
            case BARE -> bare(port, connections);
            default -> route(name, port, connections);
        };
    }

    private static Variant route(String name, int port, int connections) throws Exception {
        CamelContext context = Routes.context(name, port, connections);
        context.start();
        ProducerTemplate template = context.createProducerTemplate();
        return of(
                () -> {
                    Exchange exchange = template.request(
                            Routes.URI, sent -> sent.getMessage().setHeader("CamelDuneExecutionId", Routes.EXECUTION));
                    if (exchange.getException() != null) {
                        throw exchange.getException();
                    }
                    return exchange.getMessage().getBody();
                },
                context);
    }

    private static Variant client(int port, int connections) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.start();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        HttpTransport transport = new HttpTransport(
                context,
                new HttpTransport.Settings(
                        BaseUrl.of(Routes.baseUrl(port), false),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        connections,
                        null,
                        false,
                        null),
                timer);
        HttpDuneClient client = new HttpDuneClient(transport, new ApiKey(Routes.KEY));
        ExecutionId id = new ExecutionId(Routes.EXECUTION);
        return of(
                () -> {
                    Answer<?> answer = client.status(id);
                    if (!answer.isOk()) {
                        throw new IllegalStateException(answer.toString());
                    }
                    return answer.value();
                },
                () -> {
                    transport.close();
                    timer.shutdownNow();
                    context.close();
                });
    }

    private static Variant bare(int port, int connections) {
        CloseableHttpClient client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(connections)
                        .setMaxConnTotal(connections)
                        .build())
                .build();
        String url = Routes.baseUrl(port) + "/v1/execution/" + Routes.EXECUTION + "/status";
        return of(
                () -> {
                    HttpGet request = new HttpGet(url);
                    request.setHeader("X-Dune-Api-Key", Routes.KEY);
                    return client.execute(request, response -> EntityUtils.toString(response.getEntity()));
                },
                client);
    }

    private static Variant of(Fetch fetch, AutoCloseable resource) {
        return new Variant() {
            @Override
            public Object fetch() throws Exception {
                return fetch.fetch();
            }

            @Override
            public void close() throws Exception {
                resource.close();
            }
        };
    }

    /** As {@link Variant#fetch()}. */
    @FunctionalInterface
    interface Fetch {
        /** Fetches. */
        Object fetch() throws Exception;
    }
}
