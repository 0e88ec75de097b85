package io.github.cameldune.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;

/**
 * What the starter says of the component's options is what the component says. With {@code -Dgenerate} this makes the files
 * instead of comparing them.
 */
class GeneratedConfigurationTest {

    private static final Path SOURCE =
            Path.of("src/generated/java/io/github/cameldune/springboot/DuneComponentConfiguration.java");
    private static final Path METADATA =
            Path.of("src/generated/resources/META-INF/additional-spring-configuration-metadata.json");

    private final ComponentModel model = model();

    @Test
    void thePropertiesAreTheOptionsOfTheComponent() throws IOException {
        compare(SOURCE, ConfigurationSource.of(model));
    }

    @Test
    void theDefaultsAndHintsAreThoseOfTheComponent() throws IOException {
        compare(METADATA, ConfigurationMetadata.of(model));
    }

    private static void compare(Path file, String expected) throws IOException {
        if (System.getProperty("generate") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file))
                .as("Options have changed. Make this file anew and commit it: mvn -pl"
                        + " camel-dune-component,camel-dune-component/spring-boot-starter test"
                        + " -Dtest=GeneratedConfigurationTest -Dsurefire.failIfNoSpecifiedTests=false -Dgenerate")
                .isEqualTo(expected);
    }

    static ComponentModel model() {
        try (InputStream json =
                GeneratedConfigurationTest.class.getResourceAsStream("/META-INF/io/github/cameldune/dune.json")) {
            return JsonMapper.generateComponentModel(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
