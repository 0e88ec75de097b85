package io.github.cameldune.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The picture and the table of polls are what the schedule and the rate limiter do. */
class PollingPageTest {

    private static final String REFRESH = "mvn -pl camel-dune-component test -Dtest=PollingPageTest -Ddocs.write=true";

    private static final Path PICTURE = Path.of("src/main/docs/images/polls.svg");

    @Test
    void thePictureIsWhatTheScheduleDoes() throws IOException {
        String fresh = PollPicture.render();
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(PICTURE.getParent());
            Files.writeString(PICTURE, fresh);
        }
        assertThat(Files.readString(PICTURE))
                .as(PICTURE + " is stale. This refreshes it: " + REFRESH)
                .isEqualTo(fresh);
    }

    @Test
    void theDelaysAreThoseOfTheSimulation() throws IOException {
        ReferencePage page = ReferencePage.read();
        ReferencePage fresh = page.with("delays", DelayTable.render());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(ReferencePage.FILE, fresh.text());
        } else {
            assertThat(page.text())
                    .as("The table of delays is stale. This refreshes it: " + REFRESH)
                    .isEqualTo(fresh.text());
        }
    }
}
