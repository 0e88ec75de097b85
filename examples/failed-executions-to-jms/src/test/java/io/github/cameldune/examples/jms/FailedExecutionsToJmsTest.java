package io.github.cameldune.examples.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

class FailedExecutionsToJmsTest {

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);

    @Test
    void endsByItselfOnceEverythingArrivedAndSaysHowMuchWhere() throws Exception {
        try (Scenario scenario = new Scenario(0.1)) {
            Board board = new Board(out, scenario.size());

            assertThat(FailedExecutionsToJms.run(new Main(), board, scenario, Duration.ofMinutes(2)))
                    .as("%s", console)
                    .isTrue();

            assertThat(console.toString(StandardCharsets.UTF_8))
                    .contains("1  dune.cancelled", "1  dune.expired", "2  dune.failed.authors")
                    .contains("2  dune.failed.operations", "1  dune.unwatched", "3  target/completed")
                    .contains("to authors: syntax_error, line 3, column 14")
                    .contains("to on-call: FAILED_TYPE_EXECUTION_TIMEOUT")
                    .contains("to operations: FAILED_TYPE_EXECUTION_FAILED; report whales of bo")
                    .contains("-> COMPLETED_PARTIAL")
                    .doesNotContain(scenario.dune().apiKey());
            assertThat(Files.readString(Path.of("target/failed-executions-to-jms.log")))
                    .contains("Started failed-executions")
                    .doesNotContain(scenario.dune().apiKey());
        }
    }

    @Test
    void goesWrongWhenAnExecutionIsMissing() throws Exception {
        try (Scenario scenario = new Scenario(0.1)) {
            Board board = new Board(out, scenario.size() + 1);

            assertThat(FailedExecutionsToJms.run(new Main(), board, scenario, Duration.ofSeconds(1)))
                    .isFalse();
            assertThat(console.toString(StandardCharsets.UTF_8)).contains("WRONG: after 1 s: still missing: ");
        }
    }

    @Test
    void givesUpWhenDuneRefusesTheKey() throws Exception {
        try (Scenario scenario = new Scenario(0.1)) {
            scenario.settings().put("camel.component.dune.api-key", "another-key");
            Board board = new Board(out, scenario.size());

            assertThat(FailedExecutionsToJms.run(new Main(), board, scenario, Duration.ofMinutes(2)))
                    .isFalse();
            assertThat(console.toString(StandardCharsets.UTF_8))
                    .contains("WRONG: Dune: ", "401")
                    .doesNotContain("still missing", "another-key");
        }
    }

    @Test
    void wantsAKeyForTheExecutionsOfDuneItself() throws Exception {
        assertThat(FailedExecutionsToJms.run(Map.of("EXECUTION_IDS", "01HKZJ2683PHF9Q9PHHQ8FW4Q1"), out))
                .isFalse();
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("DUNE_API_KEY is not");
    }
}
