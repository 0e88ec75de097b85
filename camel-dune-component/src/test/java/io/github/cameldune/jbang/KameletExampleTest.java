package io.github.cameldune.jbang;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** The YAML files of {@code examples/kamelets-jbang}, in Camel Main. {@link JBangDemonstration} runs them in Camel JBang. */
class KameletExampleTest {

    private static final Path FOLDER = Path.of("../examples/kamelets-jbang");

    @Test
    void theRoutesSeeEachTransitionAndTheStatus() throws Exception {
        try (DuneStub dune = DuneStub.start()) {
            String watched = dune.execution()
                    .state("EXECUTING")
                    .failed("syntax_error", "line 1")
                    .start();
            String asked = dune.execution().stays("EXECUTING").start();
            Main main = new Main();
            main.configure()
                    .withRoutesIncludePattern("file:" + FOLDER.resolve("*.camel.yaml"))
                    .withJmxEnabled(false);
            main.setPropertyPlaceholderLocations("file:" + FOLDER.resolve("application.properties"));
            main.addOverrideProperty("executions", watched);
            main.addOverrideProperty("execution", asked);
            main.addOverrideProperty("camel.component.dune.base-url", dune.baseUrl());
            main.addOverrideProperty("camel.component.dune.api-key", dune.apiKey());
            main.addOverrideProperty("camel.component.dune.requests-per-minute", "0");
            main.init();
            NotifyBuilder transitions = new NotifyBuilder(main.getCamelContext())
                    .fromRoute("failed-executions")
                    .whenCompleted(2)
                    .and()
                    .fromRoute("status")
                    .whenCompleted(1)
                    .create();
            main.start();
            try {
                assertThat(transitions.matches(30, TimeUnit.SECONDS)).isTrue();
                assertThat(dune.requests(asked)).hasSize(1);
            } finally {
                main.stop();
            }
        }
    }
}
