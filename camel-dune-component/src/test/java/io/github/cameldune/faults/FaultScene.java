package io.github.cameldune.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.DuneComponent;
import io.github.cameldune.DuneConfiguration;
import io.github.cameldune.DuneConstants;
import io.github.cameldune.FastTime;
import io.github.cameldune.faults.FaultCell.Operation;
import io.github.cameldune.faults.WireFault.Meaning;
import io.github.cameldune.faults.WireFault.Where;
import io.github.cameldune.stub.DuneStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/**
 * Runs the cells of the matrix, all at once, against the server. Where the component waits for seconds, the time of the
 * Camel context goes faster, and where a fault makes it pause for minutes, much faster.
 */
final class FaultScene implements AutoCloseable {

    private static final long QUICK = 20;
    private static final long FAST = 1_000;
    private static final Duration MOST = Duration.ofMinutes(3);

    private final Map<String, FaultScript> scripts;
    private final FaultServer server;
    private final List<FaultServer> tlsServers = new ArrayList<>();
    private final CamelContext real = context(1);
    private final CamelContext quick = context(QUICK);
    private final CamelContext fast = context(FAST);
    private final Map<CamelContext, ProducerTemplate> templates = Stream.of(real, quick, fast)
            .collect(Collectors.toMap(Function.identity(), CamelContext::createProducerTemplate));
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Collection<FaultCell> cells;

    FaultScene(Collection<FaultCell> cells) throws Exception {
        this.cells = cells;
        scripts = cells.stream().collect(Collectors.toMap(FaultCell::id, FaultCell::script));
        server = new FaultServer(scripts).start();
    }

    private static CamelContext context(long pace) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(1);
        SSLContextParameters tls = new SSLContextParameters();
        KeyStoreParameters trusted = new KeyStoreParameters();
        trusted.setKeyStore(DuneStub.trustStore());
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(trusted);
        tls.setTrustManagers(trust);
        camel.getRegistry().bind("trusting", tls);
        if (pace > 1) {
            FastTime.install(camel, pace);
        }
        DuneConfiguration dune = camel.getComponent("dune", DuneComponent.class).getConfiguration();
        dune.setMaxConcurrentRequests(100);
        // only what is slow on purpose is to be too slow, however busy the machine is
        dune.setConnectTimeout(60_000);
        dune.setResponseTimeout(60_000);
        camel.start();
        HealthCheckRegistry registry = HealthCheckHelper.getHealthCheckRegistry(camel);
        registry.register(registry.resolveById("consumers"));
        return camel;
    }

    /** Runs all cells until enough was seen of each. */
    void run() throws Exception {
        for (FaultCell cell : cells) {
            bind(cell);
        }
        // routes first: Camel fails when one is added while other threads start producers
        for (FaultCell cell : cells) {
            if (cell.operation() == Operation.CONSUMER) {
                consume(cell);
            }
        }
        for (FaultCell cell : cells) {
            switch (cell.operation()) {
                case STATUS -> askAgainAndAgain(cell);
                case AWAIT -> awaitTheEnd(cell);
                case CONSUMER -> {}
            }
        }
        await().atMost(MOST).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(cells)
                .as("cells that are not over")
                .filteredOn(cell -> !cell.isOver())
                .isEmpty());
    }

    /** Before anything is started: Camel's registry must not change while producers look for beans. */
    private void bind(FaultCell cell) {
        camel(cell).getRegistry().bind("reports-" + cell.id(), new FaultReports(cell));
        if (cell.fault().where() == Where.CONNECT) {
            bindRefusing(cell);
        }
    }

    private void askAgainAndAgain(FaultCell cell) throws Exception {
        Endpoint status = camel(cell).getEndpoint(uri("dune:status", cell, "rateLimitTimeout=90000"));
        ProducerTemplate template = templates.get(camel(cell));
        callers.submit(() -> {
            while (!cell.isOver()) {
                Exchange exchange = send(template, status, cell);
                if (exchange.getException() != null) {
                    cell.threw(exchange.getException());
                } else if (cell.script().armed()) {
                    cell.saw(exchange.getMessage().getHeader(DuneConstants.STATE, String.class));
                }
                cell.script().arm();
            }
        });
    }

    private static Exchange send(ProducerTemplate template, Endpoint status, FaultCell cell) {
        try {
            return template.send(status, sent -> prepare(sent, cell));
        } catch (RuntimeException e) {
            // no producer: of that no fault is the cause, and nothing more is to come
            cell.threw(e);
            cell.over();
            throw e;
        }
    }

    private void awaitTheEnd(FaultCell cell) throws Exception {
        cell.script().arm();
        // long enough for ten faults; three or four real seconds where they go on for ever
        long timeout = cell.fault().pauses() ? 14_400_000 : cell.isForEver() ? 60_000 : 1_800_000;
        Endpoint awaiting =
                camel(cell).getEndpoint(uri("dune:await", cell, "maxPollInterval=1000&awaitTimeout=" + timeout));
        templates
                .get(camel(cell))
                .asyncSend(awaiting, sent -> prepare(sent, cell))
                .thenAccept(exchange -> {
                    if (exchange.getException() != null) {
                        cell.threw(exchange.getException());
                    } else {
                        cell.saw(exchange.getMessage().getHeader(DuneConstants.STATE, String.class));
                    }
                    cell.over();
                });
    }

    private static void prepare(Exchange exchange, FaultCell cell) {
        exchange.getMessage().setHeader(DuneConstants.EXECUTION_ID, cell.id());
    }

    private void consume(FaultCell cell) throws Exception {
        // read seldom: where time is fast, a slow reading would count as a store that does not answer
        String uri = uri(
                "dune:status",
                cell,
                "initialDelay=0&delay=50&maxPollInterval=100&watchStoreRefresh=3600000"
                        + "&exceptionHandler=#reports-" + cell.id() + "&watchList=" + cell.id() + "&executionIds="
                        + cell.id());
        RouteBuilder.addRoutes(
                camel(cell), routes -> routes.from(uri).routeId(cell.id()).process(exchange -> {
                    String state = exchange.getMessage().getHeader(DuneConstants.STATE, String.class);
                    if (cell.script().armed()) {
                        cell.saw(state);
                    }
                    cell.script().arm();
                }));
    }

    private CamelContext camel(FaultCell cell) {
        boolean takesAMinute =
                cell.operation() == Operation.AWAIT || cell.fault().meaning() == Meaning.UNKNOWN;
        return cell.fault().pauses() ? fast : takesAMinute ? quick : real;
    }

    private String uri(String operation, FaultCell cell, String more) throws Exception {
        Where where = cell.fault().where();
        String baseUrl = server.baseUrl();
        String own = "";
        if (where == Where.SLOW_ANSWER) {
            own = "&connectTimeout=100&responseTimeout=400";
        } else if (where == Where.CONNECT) {
            own = "&httpComponent=#http-" + cell.id();
        } else if (where == Where.HANDSHAKE) {
            FaultServer tls = new FaultServer(scripts, cell.script()).start();
            tlsServers.add(tls);
            baseUrl = tls.baseUrl();
            own = "&sslContextParameters=#trusting";
        }
        return operation + "?baseUrl=" + baseUrl + "&apiKey=" + cell.id() + own + "&" + more;
    }

    /** A client that looks for the server at an address of this machine where nobody listens, as often as it is to fail. */
    private void bindRefusing(FaultCell cell) {
        HttpComponent http = new HttpComponent();
        http.setClientConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
                        String address = cell.script().takeFault() ? "127.0.0.2" : "127.0.0.1";
                        return new InetAddress[] {InetAddress.getByName(address)};
                    }

                    @Override
                    public String resolveCanonicalHostname(String host) {
                        return host;
                    }
                })
                .build());
        String name = "http-" + cell.id();
        camel(cell).addComponent(name, http);
        camel(cell).getRegistry().bind(name, http);
    }

    /** The health checks of the consumers, by the ids of their cells, at present. */
    Map<String, HealthCheck.State> health() {
        return Stream.of(real, quick, fast)
                .flatMap(camel -> HealthCheckHelper.invoke(camel, "full").stream())
                .filter(result -> result.getCheck().getId().startsWith("consumer:"))
                .collect(Collectors.toMap(
                        result -> result.getCheck().getId().substring("consumer:".length()),
                        HealthCheck.Result::getState));
    }

    @Override
    public void close() throws IOException {
        // what comes of ending all this is nothing that was to be seen
        cells.forEach(FaultCell::close);
        callers.shutdownNow();
        server.close();
        for (FaultServer tls : tlsServers) {
            tls.close();
        }
        real.stop();
        quick.stop();
        fast.stop();
    }
}
