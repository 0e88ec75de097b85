package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import java.util.Map;
import org.apache.camel.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker refuses a message whose properties are too long, for ever; the body keeps what the header leaves out. */
class ErrorMessageLengthTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theHeaderOfAnErrorMessageIsBoundedAndTheBodyKeepsAll(int offset) {
        // of two chars each, so that one of both cuts would split one
        String message = "x".repeat(offset) + "\uD83D\uDE00".repeat(26_000);
        try (DuneStub dune = DuneStub.start();
                DuneTestContext context = new DuneTestContext(dune)) {
            String id = dune.execution().failed("syntax_error", message).start();

            Message status = context.send("dune:status", Map.of(DuneConstants.EXECUTION_ID, id))
                    .getMessage();

            String header = status.getHeader(DuneConstants.ERROR_MESSAGE, String.class);
            assertThat(header)
                    .hasSize(DuneConstants.MAX_ERROR_MESSAGE - offset)
                    .isEqualTo(message.substring(0, header.length()));
            assertThat(header.codePoints()).doesNotContain(0xD83D);
            assertThat(status.getBody(io.github.cameldune.client.ExecutionStatus.class)
                            .error()
                            .message())
                    .isEqualTo(message);
        }
    }
}
