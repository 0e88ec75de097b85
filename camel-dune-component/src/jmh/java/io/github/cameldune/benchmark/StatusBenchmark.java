package io.github.cameldune.benchmark;

import io.github.cameldune.DuneConstants;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Statuses per second of {@code dune:status}, of a hand-written route, and of a bare HttpClient 5 that parses nothing. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StatusBenchmark {

    private static final int CONNECTIONS = 32;

    /** The server, which all variants of one run have in common. */
    @State(Scope.Benchmark)
    public static class Server {
        private ServerProcess process;

        /** Starts it. */
        @Setup
        public void start() {
            process = new ServerProcess();
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            process.close();
        }
    }

    /** A Camel context with one of the routes. */
    public abstract static class Route {
        private final String uri;
        private CamelContext context;
        private ProducerTemplate template;

        Route(String uri) {
            this.uri = uri;
        }

        /**
         * Starts it.
         *
         * @param server to talk to
         * @throws Exception if Camel does not start
         */
        @Setup
        public void start(Server server) throws Exception {
            context = Routes.context(uri, server.process.port(), CONNECTIONS);
            context.start();
            template = context.createProducerTemplate();
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            context.stop();
        }

        Object fetch() {
            Exchange exchange = template.request(
                    uri, sent -> sent.getMessage().setHeader(DuneConstants.EXECUTION_ID, Routes.EXECUTION));
            if (exchange.getException() != null) {
                throw new IllegalStateException(exchange.getException());
            }
            return exchange.getMessage().getBody();
        }
    }

    /** The component's. */
    @State(Scope.Benchmark)
    public static class DuneRoute extends Route {
        /** Made by JMH. */
        public DuneRoute() {
            super(Routes.DUNE);
        }
    }

    /** The one without it. */
    @State(Scope.Benchmark)
    public static class HandWrittenRoute extends Route {
        /** Made by JMH. */
        public HandWrittenRoute() {
            super(Routes.HAND_WRITTEN);
        }
    }

    /** HttpClient 5 as it comes, but for the number of connections. */
    @State(Scope.Benchmark)
    public static class BareClient {
        private CloseableHttpClient client;
        private String url;

        /**
         * Opens it.
         *
         * @param server to talk to
         */
        @Setup
        public void start(Server server) {
            client = HttpClients.custom()
                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                            .setMaxConnPerRoute(CONNECTIONS)
                            .setMaxConnTotal(CONNECTIONS)
                            .build())
                    .build();
            url = "http://127.0.0.1:" + server.process.port() + "/api/v1/execution/" + Routes.EXECUTION + "/status";
        }

        /**
         * Closes it.
         *
         * @throws IOException if that fails
         */
        @TearDown
        public void stop() throws IOException {
            client.close();
        }
    }

    /**
     * {@code dune:status}: the body as text, a header for each field.
     *
     * @param route the route
     * @return the body
     */
    @Benchmark
    public Object duneStatus(DuneRoute route) {
        return route.fetch();
    }

    /**
     * {@code toD("http:…")} and {@code unmarshal().json()}: the body as a map.
     *
     * @param route the route
     * @return the body
     */
    @Benchmark
    public Object handWritten(HandWrittenRoute route) {
        return route.fetch();
    }

    /**
     * The same request without Camel, its answer as text.
     *
     * @param bare the client
     * @return the body
     * @throws IOException if the request fails
     */
    @Benchmark
    public Object bareHttpClient(BareClient bare) throws IOException {
        HttpGet request = new HttpGet(bare.url);
        request.setHeader("X-Dune-Api-Key", Routes.KEY);
        return bare.client.execute(request, response -> EntityUtils.toString(response.getEntity()));
    }
}
