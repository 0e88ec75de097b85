package io.github.cameldune.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The rules that Camel's catalog of kamelets checks its own with (script/validator of camel-kamelets), except for the
 * provider, which is not Apache here; and that a kamelet names no option that the component does not have.
 */
class KameletRulesTest {

    private static final Path FOLDER = Path.of("src/main/resources/kamelets");
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{[?]?([A-Za-z0-9-._]+)(?::[^}]*)?}}");

    @ParameterizedTest
    @MethodSource("files")
    void nameTypeAndTitleAgree(Path file) throws IOException {
        Map<String, Object> kamelet = read(file);
        String type = text(kamelet, "metadata", "labels", "camel.apache.org/kamelet.type");

        assertThat(kamelet).containsEntry("apiVersion", "camel.apache.org/v1").containsEntry("kind", "Kamelet");
        assertThat(text(kamelet, "metadata", "name") + ".kamelet.yaml")
                .isEqualTo(file.getFileName().toString());
        assertThat(type).isIn("source", "sink", "action");
        assertThat(text(kamelet, "metadata", "name")).endsWith("-" + type);
        assertThat(text(kamelet, "spec", "definition", "title").toLowerCase(Locale.ROOT))
                .endsWith(" " + type);
        assertThat(text(kamelet, "spec", "definition", "description")).isNotBlank();
        assertThat(text(kamelet, "spec", "definition", "type")).isEqualTo("object");
    }

    @ParameterizedTest
    @MethodSource("files")
    void annotationsAreThereAndTheIconIsAPicture(Path file) throws IOException {
        Map<String, Object> annotations = map(read(file), "metadata", "annotations");

        assertThat(annotations)
                .containsKeys("camel.apache.org/kamelet.support.level", "camel.apache.org/kamelet.namespace")
                .containsKeys("camel.apache.org/provider", "camel.apache.org/kamelet.group")
                .containsEntry("camel.apache.org/catalog.version", version());
        String icon = annotations.get("camel.apache.org/kamelet.icon").toString();
        assertThat(icon).startsWith("data:image/svg+xml;base64,");
        assertThat(new String(Base64.getDecoder().decode(icon.substring(icon.indexOf(',') + 1))))
                .startsWith("<svg ");
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachPropertyIsDescribedAndCredentialsAreMarked(Path file) throws IOException {
        Map<String, Object> definition = map(read(file), "spec", "definition");
        Map<String, Object> properties = map(definition, "properties");

        properties.forEach((name, property) -> {
            Map<String, Object> described = map(properties, name);
            assertThat(described).as(name).containsKeys("title", "description", "type");
            assertThat(described.get("title").toString()).as(name).matches("(?!The |A |An )\\p{Lu}.*");
            if ("password".equals(described.get("format"))) {
                assertThat((List<?>) described.get("x-descriptors"))
                        .as(name)
                        .hasToString("[urn:camel:group:credentials]");
            }
        });
        assertThat(properties.keySet()).containsAll(strings(definition.getOrDefault("required", List.of())));
    }

    @ParameterizedTest
    @MethodSource("files")
    void parametersThatAreUsedAreDeclaredAndTheOtherWayRound(Path file) throws IOException {
        Map<String, Object> kamelet = read(file);
        Set<String> used = new TreeSet<>();
        Matcher matcher = PARAMETER.matcher(map(kamelet, "spec", "template").toString());
        while (matcher.find()) {
            used.add(matcher.group(1));
        }

        assertThat(used)
                .isEqualTo(map(kamelet, "spec", "definition", "properties").keySet());
    }

    @ParameterizedTest
    @MethodSource("files")
    void dependenciesAreThoseOfThisVersion(Path file) throws IOException {
        assertThat(strings(map(read(file), "spec").get("dependencies")))
                .containsExactly("camel:core", "camel:kamelet", "mvn:io.github.cameldune:camel-dune:" + version());
    }

    @ParameterizedTest
    @MethodSource("files")
    void parametersAreOptionsOfTheComponent(Path file) throws IOException {
        DefaultCamelCatalog catalog = new DefaultCamelCatalog();
        catalog.addComponent(
                "dune",
                "io.github.cameldune.DuneComponent",
                Files.readString(Path.of("src/generated/resources/META-INF/io/github/cameldune/dune.json")));
        Set<String> options = Set.copyOf(catalog.componentModel("dune").getEndpointOptions().stream()
                .map(option -> option.getName())
                .toList());

        assertThat(options)
                .containsAll(map(read(file), "spec", "definition", "properties").keySet());
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    private static Map<String, Object> read(Path file) throws IOException {
        return strings((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    }

    private static String version() throws IOException {
        Matcher matcher = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String text(Map<String, Object> map, String... path) {
        Map<String, Object> parent =
                map(map, List.of(path).subList(0, path.length - 1).toArray(String[]::new));
        return String.valueOf(parent.get(path[path.length - 1]));
    }

    private static Map<String, Object> map(Map<String, Object> map, String... path) {
        Map<String, Object> found = map;
        for (String key : path) {
            found = strings((Map<?, ?>) found.get(key));
        }
        return found;
    }

    private static Map<String, Object> strings(Map<?, ?> map) {
        Map<String, Object> strings = new LinkedHashMap<>();
        map.forEach((key, value) -> strings.put(key.toString(), value));
        return strings;
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(Object::toString).toList();
    }
}
