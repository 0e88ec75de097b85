package io.github.cameldune;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The environment variable {@code DUNE_API_KEY}, which only a process of its own can have. */
class EnvironmentKeyTest {

    @Test
    void isTheKeyWhereNoOptionNamesOne() throws Exception {
        try (DuneStub dune = DuneStub.builder().apiKey("key-of-the-environment").start()) {
            String id = dune.execution().completed().start();
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Asker.class.getName(),
                            dune.baseUrl(),
                            id)
                    .redirectErrorStream(true);
            builder.environment().put("DUNE_API_KEY", dune.apiKey());
            Process process = builder.start();

            String output = new String(process.getInputStream().readAllBytes(), UTF_8);

            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).contains("QUERY_STATE_COMPLETED").doesNotContain(dune.apiKey());
            assertThat(dune.requests(id)).singleElement().satisfies(request -> assertThat(
                            request.header("X-Dune-Api-Key"))
                    .hasValue("key-of-the-environment"));
        }
    }

    /** Asks once and prints the answer. */
    static final class Asker {

        private Asker() {}

        public static void main(String[] arguments) throws Exception {
            try (DefaultCamelContext camel = new DefaultCamelContext()) {
                camel.disableJMX();
                camel.start();
                System.out.println(camel.createProducerTemplate()
                        .requestBodyAndHeaders(
                                "dune:status?baseUrl=" + arguments[0],
                                null,
                                Map.of("CamelDuneExecutionId", arguments[1]),
                                String.class));
            }
        }
    }
}
