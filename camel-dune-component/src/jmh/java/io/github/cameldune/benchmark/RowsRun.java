package io.github.cameldune.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.management.OperatingSystemMXBean;
import io.github.cameldune.DuneOutputType;
import io.github.cameldune.internal.results.RowsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** A process that reads all rows of {@link RowsServer} in one of several ways, several times, and prints rows a second. */
public final class RowsRun {

    private static final String ROUTE = "direct:rows";
    private static final JsonFactory JSON = new JsonFactory();
    private static final int PAGE_SIZE = Integer.getInteger("pageSize", RowsOptions.DEFAULT_PAGE_SIZE);

    private final CloseableHttpClient client = HttpClients.createDefault();
    private final String server;
    private final String results;

    private RowsRun(int port) {
        server = "http://127.0.0.1:" + port;
        results = server + "/v1/execution/" + RowsServer.EXECUTION;
    }

    /**
     * Reads the rows.
     *
     * @param args the way, the server's port, how often
     * @throws Exception if that fails
     */
    public static void main(String[] args) throws Exception {
        RowsRun run = new RowsRun(Integer.parseInt(args[1]));
        long best = Long.MAX_VALUE;
        long bestCpu = Long.MAX_VALUE;
        try (Reading reading =
                switch (args[0]) {
                    case "bare" -> run::bare;
                    case "stream" -> run.route(run::stream);
                    case "csv" -> run.route(run::csv);
                    case "split" -> run.route(run::split);
                    case "toD" -> run.route(run::splitMaps);
                    default -> throw new IllegalArgumentException(args[0]);
                }) {
            for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                long start = System.nanoTime();
                long startCpu = cpuNanos();
                long rows = reading.read();
                if (rows != RowsServer.ROWS) {
                    throw new IllegalStateException(rows + " rows");
                }
                best = Math.min(best, System.nanoTime() - start);
                bestCpu = Math.min(bestCpu, cpuNanos() - startCpu);
            }
        }
        System.out.println(
                Math.round(RowsServer.ROWS * 1e9 / best) + " " + Math.round(RowsServer.ROWS * 1e9 / bestCpu));
        System.exit(0);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** HttpClient 5 and Jackson's streaming parser: reads each value, keeps none. */
    private long bare() throws IOException {
        long rows = 0;
        Long offset = 0L;
        while (offset != null) {
            try (ClassicHttpResponse response = client.executeOpen(
                            null, new HttpGet(results + "/results?limit=" + PAGE_SIZE + "&offset=" + offset), null);
                    JsonParser parser = JSON.createParser(response.getEntity().getContent())) {
                offset = null;
                int depth = 0;
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    switch (token) {
                        case START_OBJECT -> depth++;
                        case END_OBJECT -> {
                            rows += depth == 3 && parser.getParsingContext().inArray() ? 1 : 0;
                            depth--;
                        }
                        case VALUE_STRING -> parser.getText();
                        case VALUE_NUMBER_INT -> {
                            Number number = parser.getNumberValue();
                            if (depth == 1 && "next_offset".equals(parser.currentName())) {
                                offset = number.longValue();
                            }
                        }
                        case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
                        default -> {
                            // nothing to read
                        }
                    }
                }
            }
        }
        return rows;
    }

    /** {@code dune:results}, whose iterator a processor reads. */
    private void stream(RouteBuilder builder, AtomicLong count) {
        builder.from(ROUTE).to(dune(DuneOutputType.StreamList)).process(exchange -> {
            Iterator<?> rows = exchange.getMessage().getBody(Iterator.class);
            while (rows.hasNext()) {
                count.addAndGet(((Map<?, ?>) rows.next()).size() / 8);
            }
        });
    }

    /** {@code dune:results}, whose iterator is split. */
    private void split(RouteBuilder builder, AtomicLong count) {
        builder.from(ROUTE)
                .to(dune(DuneOutputType.StreamList))
                .split(builder.body())
                .streaming()
                .process(exchange ->
                        count.addAndGet(exchange.getMessage().getBody(Map.class).size() / 8));
    }

    /** {@code dune:results}, whose CSV a processor reads. */
    private void csv(RouteBuilder builder, AtomicLong count) {
        builder.from(ROUTE).to(dune(DuneOutputType.Csv)).process(exchange -> {
            InputStream csv = exchange.getMessage().getBody(InputStream.class);
            byte[] buffer = new byte[8192];
            long lines = 0;
            for (int n = csv.read(buffer); n > 0; n = csv.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
            count.addAndGet(lines - 1);
        });
    }

    private String dune(DuneOutputType type) {
        return "dune:results?apiKey=any&baseUrl=" + server + "&executionId=" + RowsServer.EXECUTION + "&pageSize="
                + PAGE_SIZE + "&outputType=" + type;
    }

    /** A route as a user writes it without the component: page by page, each unmarshalled to maps. */
    private void splitMaps(RouteBuilder builder, AtomicLong count) {
        builder.from(ROUTE)
                .setHeader("next", builder.constant(0))
                .loopDoWhile(builder.simple("${header.next} != null"))
                .setHeader(Exchange.HTTP_METHOD, builder.constant("GET"))
                .toD(results + "/results?limit=" + PAGE_SIZE + "&offset=${header.next}")
                .unmarshal()
                .json()
                .setHeader("next", builder.simple("${body[next_offset]}"))
                .split(builder.simple("${body[result][rows]}"))
                .process(exchange ->
                        count.addAndGet(exchange.getMessage().getBody(Map.class).size() / 8))
                .end()
                .end();
    }

    /** Defines a route. */
    private interface Definition {
        void on(RouteBuilder builder, AtomicLong count);
    }

    /** Reads all rows, each time. */
    @FunctionalInterface
    private interface Reading extends AutoCloseable {

        long read() throws Exception;

        @Override
        default void close() throws Exception {
            // nothing to close
        }
    }

    /** A route that is started once and reads many times, as routes do. */
    private Reading route(Definition definition) throws Exception {
        AtomicLong count = new AtomicLong();
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                definition.on(this, count);
            }
        });
        context.start();
        ProducerTemplate template = context.createProducerTemplate();
        return new Reading() {
            @Override
            public long read() throws Exception {
                count.set(0);
                Exchange exchange = template.request(ROUTE, sent -> {});
                if (exchange.getException() != null) {
                    throw exchange.getException();
                }
                return count.get();
            }

            @Override
            public void close() throws Exception {
                context.close();
            }
        };
    }
}
