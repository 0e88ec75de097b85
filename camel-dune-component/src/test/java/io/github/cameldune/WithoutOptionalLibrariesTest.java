package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Micrometer and Camel's tracing are optional: everything else works on a class path that has none of them. */
class WithoutOptionalLibrariesTest {

    @Test
    void watchesAnExecutionOnAClassPathWithoutThem() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (DuneStub dune = DuneStub.start();
                URLClassLoader filtered =
                        new URLClassLoader(classPathWithoutThem(), ClassLoader.getPlatformClassLoader())) {
            String id = dune.execution().completed().start();
            Thread.currentThread().setContextClassLoader(filtered);
            Method scene = filtered.loadClass(Scene.class.getName())
                    .getMethod("watch", String.class, String.class, String.class);

            assertThat(scene.invoke(null, dune.baseUrl(), dune.apiKey(), id)).isEqualTo("QUERY_STATE_COMPLETED");
            assertThat(dune.requests(id)).hasSize(1);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL[] classPathWithoutThem() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer") && !entry.contains("telemetry"))
                .map(WithoutOptionalLibrariesTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    /** Loaded a second time, by the loader that knows none of them. */
    public static final class Scene {

        private Scene() {}

        public static String watch(String baseUrl, String apiKey, String id) throws Exception {
            String[] seen = new String[1];
            CountDownLatch arrived = new CountDownLatch(1);
            if (isThere("io.micrometer.core.instrument.MeterRegistry")) {
                return "Micrometer is on the class path";
            }
            if (isThere("org.apache.camel.telemetry.SpanDecorator")) {
                return "Camel's tracing is on the class path";
            }
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                context.disableJMX();
                DuneConfiguration configuration =
                        context.getComponent("dune", DuneComponent.class).getConfiguration();
                configuration.setBaseUrl(baseUrl);
                configuration.setApiKey(apiKey);
                RouteBuilder.addRoutes(context, routes -> routes.from("dune:status?initialDelay=0&executionIds=" + id)
                        .process(exchange -> {
                            seen[0] = exchange.getMessage().getHeader(DuneConstants.STATE, String.class);
                            arrived.countDown();
                        }));
                context.start();
                arrived.await(30, TimeUnit.SECONDS);
            }
            return seen[0];
        }

        private static boolean isThere(String type) {
            try {
                Class.forName(type);
                return true;
            } catch (ClassNotFoundException expected) {
                return false;
            }
        }
    }
}
