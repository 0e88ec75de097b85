package io.github.cameldune.internal.client;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** A client of a server on this machine, with what it needs of Camel. */
final class ClientFixture implements AutoCloseable {

    static final String KEY = "test-key";
    static final Duration LONG = Duration.ofSeconds(30);

    final CamelContext context = new DefaultCamelContext();
    final HttpTransport transport;
    final HttpDuneClient client;

    private final ScheduledExecutorService ownTimer = Executors.newSingleThreadScheduledExecutor();

    /** What a test may want otherwise. */
    static final class Options {
        private Duration timeout = LONG;
        private int maxConcurrentRequests = 10;
        private SSLContextParameters tls;
        private HttpComponent httpComponent;
        private VirtualTimer time;

        Options timeout(Duration value) {
            timeout = value;
            return this;
        }

        Options maxConcurrentRequests(int value) {
            maxConcurrentRequests = value;
            return this;
        }

        Options tls(SSLContextParameters value) {
            tls = value;
            return this;
        }

        /** Without a socket timeout to speak of: what breaks requests off is this timer. */
        Options time(VirtualTimer value) {
            time = value;
            return this;
        }

        Options httpComponent(HttpComponent value) {
            httpComponent = value;
            return this;
        }
    }

    /** Prepares the Camel context before the transport is opened. */
    @FunctionalInterface
    interface Preparation {
        void prepare(CamelContext context) throws Exception;
    }

    ClientFixture(RawServer server) {
        this("http://127.0.0.1:" + server.port() + "/api", new Options(), context -> {});
    }

    ClientFixture(RawServer server, Options options) {
        this("http://127.0.0.1:" + server.port() + "/api", options, context -> {});
    }

    ClientFixture(String baseUrl, Options options, Preparation preparation) {
        try {
            ((DefaultCamelContext) context).disableJMX();
            preparation.prepare(context);
            if (options.httpComponent != null) {
                options.httpComponent.setCamelContext(context);
            }
            context.start();
            transport = new HttpTransport(
                    context,
                    new HttpTransport.Settings(
                            BaseUrl.of(baseUrl, true),
                            options.timeout,
                            options.timeout,
                            options.maxConcurrentRequests,
                            options.tls,
                            true,
                            options.httpComponent),
                    options.time == null ? ownTimer : options.time.executor(),
                    options.time == null ? System::nanoTime : options.time::nanoTime);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        client = new HttpDuneClient(transport, new ApiKey(KEY));
    }

    @Override
    public void close() {
        transport.close();
        context.stop();
        ownTimer.shutdownNow();
    }
}
