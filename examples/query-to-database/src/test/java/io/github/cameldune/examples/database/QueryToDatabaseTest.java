package io.github.cameldune.examples.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The demonstration, as it is run from the command line. */
class QueryToDatabaseTest {

    @Test
    void rowsAreInTheTableTheFailureIsOnTheQueueAndOneExecutionWasStarted() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        boolean well = QueryToDatabase.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("1234 of 1234", "holders, syntax_error", "1, although it was run twice");
        assertThat(well).isTrue();
    }
}
