package io.github.cameldune.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A whole application: its route sees transitions, the actuator tells the consumer's health and not the API key. */
class ActuatorTest {

    private static final String KEY = "test-key-that-nobody-may-see";

    private final DuneStub dune = DuneStub.builder().apiKey(KEY).start();
    private final String id =
            dune.execution().state("PENDING").stays("EXECUTING").start();
    private ConfigurableApplicationContext application;

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
        dune.close();
    }

    @Test
    void theConsumersHealthIsInTheActuator() {
        start();
        await().untilAsserted(() -> assertThat(dune.requests(id)).hasSizeGreaterThan(1));
        await().untilAsserted(() -> assertThat(camelHealth().getStatus()).isEqualTo(Status.UP));

        dune.failAll(Fault.unauthorized().forever());

        await().untilAsserted(() -> {
            assertThat(camelHealth().getStatus()).isEqualTo(Status.DOWN);
            assertThat(((Health) camelHealth()).getDetails().toString()).contains("consumer:watching", "401");
        });
    }

    @Test
    void theKeyIsMaskedAlsoWhereTheActuatorShowsValues() throws JsonProcessingException {
        start();

        String environment = json(application.getBean(EnvironmentEndpoint.class).environment(null));
        String properties = json(
                application.getBean(ConfigurationPropertiesReportEndpoint.class).configurationProperties());

        assertThat(environment).contains("camel.component.dune.apiKey", dune.baseUrl());
        assertThat(properties).contains("camel.component.dune", dune.baseUrl());
        assertThat(environment + properties).doesNotContain(KEY);
    }

    private void start() {
        application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "camel.component.dune.apiKey=" + KEY,
                        "camel.component.dune.base-url=" + dune.baseUrl(),
                        "execution=" + id,
                        "spring.main.banner-mode=off",
                        "spring.jmx.enabled=true",
                        "management.endpoints.jmx.exposure.include=*",
                        "management.endpoint.env.show-values=always",
                        "management.endpoint.configprops.show-values=always")
                .run();
    }

    private HealthComponent camelHealth() {
        return ((CompositeHealth) application.getBean(HealthEndpoint.class).health())
                .getComponents()
                .get("camelHealth");
    }

    private static String json(Object report) throws JsonProcessingException {
        return new ObjectMapper()
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .writeValueAsString(report);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("dune:status?executionIds={{execution}}")
                            .routeId("watching")
                            .log("${header.CamelDuneState}");
                }
            };
        }
    }
}
