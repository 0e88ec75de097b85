package io.github.cameldune.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.junit.jupiter.api.Test;

/** What an IDE reads in the jar when it completes and checks {@code camel.component.dune.*}. */
class MetadataTest {

    private static final String PREFIX = "camel.component.dune.";

    private final Map<String, JsonNode> properties = properties();

    @Test
    void hasEachOptionOfTheComponentWithItsDescription() {
        Map<String, String> described = new TreeMap<>();
        properties.forEach((name, property) ->
                described.put(name, property.path("description").asText()));

        Map<String, String> expected = new TreeMap<>();
        for (ComponentOptionModel option : GeneratedConfigurationTest.model().getComponentOptions()) {
            expected.put(PREFIX + ConfigurationMetadata.name(option), option.getDescription());
        }
        expected.put(
                PREFIX + "enabled",
                "Whether to enable auto configuration of the dune component. This is enabled by default.");
        expected.put(PREFIX + "customizer.enabled", "");
        assertThat(described).isEqualTo(expected);
    }

    @Test
    void hasDefaultsAndTypes() {
        assertThat(properties.get(PREFIX + "requests-per-minute").get("type").asText())
                .isEqualTo("java.lang.Integer");
        assertThat(properties.get(PREFIX + "base-url").get("defaultValue").asText())
                .isEqualTo("https://api.dune.com/api");
        assertThat(properties.get(PREFIX + "watch-timeout").get("type").asText())
                .isEqualTo("java.time.Duration");
        assertThat(properties.get(PREFIX + "watch-timeout").get("defaultValue").asText())
                .isEqualTo("24h");
        assertThat(properties
                        .get(PREFIX + "max-concurrent-requests")
                        .get("defaultValue")
                        .asInt())
                .isEqualTo(10);
    }

    @Test
    void offersBeansAndLimits() throws IOException {
        assertThat(metadata().get("hints"))
                .extracting(hint -> hint.get("name").asText())
                .containsExactlyInAnyOrder(
                        PREFIX + "configuration",
                        PREFIX + "http-component",
                        PREFIX + "requests-per-minute",
                        PREFIX + "ssl-context-parameters",
                        PREFIX + "submissions-per-minute",
                        PREFIX + "watch-store");
    }

    private static Map<String, JsonNode> properties() {
        Map<String, JsonNode> properties = new TreeMap<>();
        try {
            metadata()
                    .get("properties")
                    .forEach(p -> properties.put(p.get("name").asText(), p));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static JsonNode metadata() throws IOException {
        URL jar = DuneComponentConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation();
        return new ObjectMapper().readTree(new URL(jar, "META-INF/spring-configuration-metadata.json"));
    }
}
