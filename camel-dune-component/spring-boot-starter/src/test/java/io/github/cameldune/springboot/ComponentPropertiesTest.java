package io.github.cameldune.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.DuneComponent;
import io.github.cameldune.DuneConfiguration;
import io.github.cameldune.watch.store.JdbcWatchStore;
import io.github.cameldune.watch.store.MapWatchStore;
import io.github.cameldune.watch.store.WatchStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What an application's properties say reaches the component, and what they misspell stops the application. */
class ComponentPropertiesTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    CamelAutoConfiguration.class, DuneComponentConverter.class, DuneComponentAutoConfiguration.class))
            .withPropertyValues("camel.main.jmx-enabled=false");

    @Test
    void anOptionOfEachTypeReachesTheComponent() {
        configured(
                options -> {
                    assertThat(options.getRequestsPerMinute()).isEqualTo(40);
                    assertThat(options.getApiKey()).isEqualTo("secret");
                    assertThat(options.getBaseUrl()).isEqualTo("http://localhost:1/api");
                    assertThat(options.getWatchTimeout()).isEqualTo(172_800_000);
                    assertThat(options.getRateLimitTimeout()).isEqualTo(1_500);
                    assertThat(options.isAllowInsecure()).isTrue();
                },
                "requests-per-minute=40",
                "apiKey=secret",
                "base-url=http://localhost:1/api",
                "watch-timeout=48h",
                "rate-limit-timeout=1500",
                "allow-insecure=true");
    }

    @Test
    void anOptionOfTheComponentItselfReachesIt() {
        application
                .withPropertyValues(
                        "camel.component.dune.bridge-error-handler=true",
                        "camel.component.dune.health-check-consumer-enabled=false")
                .run(context -> {
                    DuneComponent component =
                            context.getBean(CamelContext.class).getComponent("dune", DuneComponent.class);
                    assertThat(component.isBridgeErrorHandler()).isTrue();
                    assertThat(component.isHealthCheckConsumerEnabled()).isFalse();
                });
    }

    @Test
    void aDataSourceIsAWatchStore() {
        withStore(DataSource.class, new JdbcDataSource(), "#store", JdbcWatchStore.class);
    }

    @Test
    void aConcurrentMapIsAWatchStore() {
        withStore(ConcurrentMap.class, new ConcurrentHashMap<>(), "#bean:store", MapWatchStore.class);
    }

    @Test
    void aWatchStoreOfTheApplicationsOwnIsOne() {
        withStore(WatchStore.class, new MapWatchStore(new ConcurrentHashMap<>()), "store", MapWatchStore.class);
    }

    private <T> void withStore(Class<T> type, T bean, String property, Class<? extends WatchStore> expected) {
        application
                .withBean("store", type, () -> bean)
                .withPropertyValues("camel.component.dune.watch-store=" + property)
                .run(context -> assertThat(
                                options(context.getBean(CamelContext.class)).getWatchStore())
                        .isInstanceOf(expected));
    }

    @Test
    void beansForTlsAndHttpAreFound() {
        application
                .withBean("tls", SSLContextParameters.class)
                .withBean("http-through-a-proxy", HttpComponent.class)
                .withPropertyValues(
                        "camel.component.dune.ssl-context-parameters=#tls",
                        "camel.component.dune.http-component=#http-through-a-proxy")
                .run(context -> {
                    DuneConfiguration options = options(context.getBean(CamelContext.class));
                    assertThat(options.getSslContextParameters()).isSameAs(context.getBean("tls"));
                    assertThat(options.getHttpComponent()).isSameAs(context.getBean("http-through-a-proxy"));
                });
    }

    @Test
    void aConfigurationBeanIsWhereOtherOptionsStart() {
        DuneConfiguration own = new DuneConfiguration();
        own.setWatchList("reports");
        own.setMaxWatches(7);
        application
                .withBean("own", DuneConfiguration.class, () -> own)
                .withPropertyValues("camel.component.dune.configuration=#own", "camel.component.dune.max-watches=8")
                .run(context -> {
                    DuneConfiguration options = options(context.getBean(CamelContext.class));
                    assertThat(options.getWatchList()).isEqualTo("reports");
                    assertThat(options.getMaxWatches()).isEqualTo(8);
                });
    }

    @Test
    void whatIsNotWrittenLeavesAComponentBeanAsItIs() {
        DuneComponent own = new DuneComponent();
        own.getConfiguration().setBaseUrl("http://localhost:2/api");
        application
                .withBean("dune", DuneComponent.class, () -> own)
                .withPropertyValues("camel.component.dune.requests-per-minute=40")
                .run(context -> {
                    DuneConfiguration options = options(context.getBean(CamelContext.class));
                    assertThat(options).isSameAs(own.getConfiguration());
                    assertThat(options.getBaseUrl()).isEqualTo("http://localhost:2/api");
                    assertThat(options.getRequestsPerMinute()).isEqualTo(40);
                });
    }

    @Test
    void eachSwitchLeavesTheComponentAsItComes() {
        for (String off : new String[] {
            "camel.component.dune.enabled",
            "camel.component.dune.customizer.enabled",
            "camel.component.enabled",
            "camel.component.customizer.enabled"
        }) {
            application
                    .withPropertyValues("camel.component.dune.requests-per-minute=40", off + "=false")
                    .run(context -> assertThat(
                                    options(context.getBean(CamelContext.class)).getRequestsPerMinute())
                            .as(off)
                            .isZero());
        }
    }

    @Test
    void aMisspeltOptionStopsTheApplication() {
        application
                .withPropertyValues("camel.component.dune.requests-per-minut=40")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("camel.component.dune.requests-per-minut"));
    }

    @Test
    void aBeanThatIsNotThereStopsTheApplication() {
        application
                .withPropertyValues("camel.component.dune.watch-store=#wacthes")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("camel.component.dune.watch-store")
                        .rootCause()
                        .hasMessageContaining("wacthes"));
    }

    @Test
    void aBeanThatCannotBeAWatchStoreStopsTheApplication() {
        application
                .withBean("text", String.class, () -> "text")
                .withPropertyValues("camel.component.dune.watch-store=#text")
                .run(
                        context -> assertThat(context.getStartupFailure())
                                .hasStackTraceContaining("camel.component.dune.watch-store")
                                .rootCause()
                                .hasMessage(
                                        "The bean text is a java.lang.String and cannot be the watch store: name a bean that"
                                                + " is a WatchStore, a java.util.concurrent.ConcurrentMap or a javax.sql.DataSource"));
    }

    private void configured(Consumer<DuneConfiguration> expectations, String... options) {
        String[] properties = new String[options.length];
        for (int i = 0; i < options.length; i++) {
            properties[i] = "camel.component.dune." + options[i];
        }
        application
                .withPropertyValues(properties)
                .run(context -> expectations.accept(options(context.getBean(CamelContext.class))));
    }

    private static DuneConfiguration options(CamelContext camel) {
        return camel.getComponent("dune", DuneComponent.class).getConfiguration();
    }
}
