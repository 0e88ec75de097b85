package io.github.cameldune.examples.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DemonstrationTest {

    @Test
    void theApplicationSeesEachEndAndIsHealthy(CapturedOutput log) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(new Demonstration(new PrintStream(out, true, UTF_8)).run()).isTrue();

        assertThat(out.toString(UTF_8))
                .contains("POST /watches/no%20execution?report=none -> 400", "is no execution id")
                .contains("GET /actuator/health/camelHealth -> 200", "consumer:failed-executions is UP");
        assertThat(log.getOut())
                .contains("report daily-volume is QUERY_STATE_PENDING", "report daily-volume is QUERY_STATE_EXECUTING")
                .containsPattern("report daily-volume has \\d+ rows")
                .contains("report whales failed: syntax_error, Error: Line 3:14")
                .contains("report nft-sales failed: FAILED_TYPE_EXECUTION_TIMEOUT");
    }
}
