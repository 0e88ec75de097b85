package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratedSourcesTest {

    private static final Path NOW = Path.of("src/generated");

    /** The build copies here what it found before the generator ran. */
    private static final Path COMMITTED = Path.of("target/committed-generated");

    @Test
    void whatIsCommittedIsWhatTheGeneratorMakes() throws IOException {
        assertThat(filesOf(COMMITTED))
                .as("src/generated has changed in this build: commit it as it is now")
                .isEqualTo(filesOf(NOW));
    }

    @Test
    void theGeneratorMakesAllThatTheJarNeeds() throws IOException {
        assertThat(filesOf(NOW).keySet())
                .contains(
                        "java/io/github/cameldune/DuneComponentConfigurer.java",
                        "java/io/github/cameldune/DuneEndpointConfigurer.java",
                        "java/io/github/cameldune/DuneEndpointUriFactory.java",
                        "java/io/github/cameldune/internal/camel/DuneConvertersLoader.java",
                        "java/io/github/cameldune/endpoint/DuneEndpointBuilderFactory.java",
                        "java/io/github/cameldune/endpoint/StaticEndpointBuilders.java",
                        "resources/META-INF/io/github/cameldune/dune.json",
                        "resources/META-INF/services/org/apache/camel/TypeConverterLoader",
                        "resources/META-INF/services/org/apache/camel/component.properties",
                        "resources/META-INF/services/org/apache/camel/component/dune");
    }

    private static Map<String, String> filesOf(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile).forEach(path -> {
                String name = folder.relativize(path).toString().replace('\\', '/');
                files.put(name, read(path));
            });
        }
        return files;
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
