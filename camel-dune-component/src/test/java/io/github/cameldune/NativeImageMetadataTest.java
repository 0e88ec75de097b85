package io.github.cameldune;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.watch.store.WatchStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.api.management.ManagedResource;
import org.junit.jupiter.api.Test;

/**
 * What a native image has to know of the jar is what the jar has: classes that Camel makes by name or that routes may name,
 * and every resource. With {@code -Dgenerate} the files are written anew.
 */
class NativeImageMetadataTest {

    private static final String FOLDER = "META-INF/native-image/io.github.cameldune/camel-dune";
    private static final String CAMEL_SERVICES = "META-INF/services/org/apache/camel/";
    private static final String JDK_SERVICES = "META-INF/services/";
    private static final Path JAR = jar();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void reflectionIsDeclaredForWhatIsMadeOrNamedByText() throws IOException {
        Map<String, Map<String, Object>> types = new TreeMap<>();
        servicesOfCamel().forEach(name -> types.put(name, entry(name, "allPublicConstructors")));
        namedInRoutes().forEach(type -> types.put(type.getName(), entry(type.getName(), both())));
        servicesOfTheJdk().forEach((provider, service) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            // its class cannot even be loaded without that library, which is optional
            entry.put("condition", Map.of("typeReachable", service));
            entry.putAll(entry(provider, "allPublicConstructors"));
            types.put(provider, entry);
        });

        assertThat(types).containsKeys(DuneComponent.class.getName(), DuneServerException.class.getName());
        compare("reflect-config.json", List.copyOf(types.values()));
    }

    @Test
    void everyResourceOfTheJarIsDeclared() throws IOException {
        List<Map<String, String>> resources = files(file -> !file.endsWith(".class"))
                .filter(file -> !file.startsWith("META-INF/native-image/") && !file.startsWith("META-INF/maven/"))
                // an index of classes that build tools read
                .filter(file -> !file.equals("META-INF/jandex.idx"))
                .map(file -> Map.of("pattern", Pattern.quote(file)))
                .toList();

        assertThat(resources)
                .contains(Map.of("pattern", "\\Q" + CAMEL_SERVICES + "component/dune\\E"))
                .contains(Map.of("pattern", "\\Qkamelets/dune-execution-source.kamelet.yaml\\E"));
        compare("resource-config.json", Map.of("resources", Map.of("includes", resources)));
    }

    @Test
    void whatCamelMakesHasAPublicConstructorWithoutArguments() throws Exception {
        assertThat(servicesOfCamel()).isNotEmpty().allSatisfy(name -> load(name).getConstructor());
        assertThat(servicesOfTheJdk().keySet()).isNotEmpty().allSatisfy(name -> load(name)
                .getConstructor());
    }

    /** Camel reads their names from a file, and makes them. */
    private static Stream<String> servicesOfCamel() throws IOException {
        return files(file -> file.startsWith(CAMEL_SERVICES))
                .flatMap(file -> lines(file).map(line -> line.replaceFirst("^class=", "")))
                .filter(line -> line.startsWith("io.github.cameldune."));
    }

    /** Each provider with its service. */
    private static Map<String, String> servicesOfTheJdk() throws IOException {
        Map<String, String> providers = new TreeMap<>();
        files(file -> file.matches(JDK_SERVICES + "[^/]+"))
                .forEach(file -> lines(file).forEach(provider -> providers.put(provider, file.substring(18))));
        return providers;
    }

    /** What a route of text, a property or a bean expression may name or call, and what JMX calls. */
    private static List<Class<?>> namedInRoutes() throws IOException {
        return classes()
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .filter(type -> !type.getPackageName().startsWith("io.github.cameldune.internal"))
                .filter(type -> type == DuneComponent.class
                        || type == DuneConfiguration.class
                        || type == DuneEndpoint.class
                        || type == DunePredicates.class
                        || type.isAnnotationPresent(ManagedResource.class)
                        || Throwable.class.isAssignableFrom(type)
                        || WatchStore.class.isAssignableFrom(type)
                        || type.isRecord() && type.getPackage() == ExecutionStatus.class.getPackage())
                .toList();
    }

    private static Map<String, Object> entry(String name, String... rights) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        for (String right : rights) {
            entry.put(right, true);
        }
        return entry;
    }

    private static String[] both() {
        return new String[] {"allPublicConstructors", "allPublicMethods"};
    }

    private static void compare(String file, Object expected) throws IOException {
        if (System.getProperty("generate") != null) {
            Path written = Path.of("src/main/resources").resolve(FOLDER).resolve(file);
            Files.createDirectories(written.getParent());
            Files.writeString(written, text(expected));
            Files.createDirectories(JAR.resolve(FOLDER));
            Files.writeString(JAR.resolve(FOLDER).resolve(file), text(expected));
        }
        assertThat(JAR.resolve(FOLDER).resolve(file))
                .as("If the jar has changed, run this test with -Dgenerate, and commit what it writes.")
                .content()
                .isEqualTo(text(expected));
    }

    /** The same on each system. */
    private static String text(Object value) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
        return JSON.writer(printer).writeValueAsString(value) + "\n";
    }

    private static Stream<Class<?>> classes() throws IOException {
        List<Class<?>> classes = new ArrayList<>();
        for (String file : files(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                .toList()) {
            classes.add(load(file.replace(".class", "").replace('/', '.')));
        }
        return classes.stream();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, DuneComponent.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name + " is declared and is not in the jar", e);
        }
    }

    /** Names of files in the jar, in the order of their names. */
    private static Stream<String> files(Predicate<String> which) throws IOException {
        try (Stream<Path> all = Files.walk(JAR)) {
            return all
                    .filter(Files::isRegularFile)
                    .map(file -> JAR.relativize(file).toString().replace('\\', '/'))
                    .filter(which)
                    .collect(toCollection(TreeSet::new))
                    .stream();
        }
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(JAR.resolve(file)).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder that the jar is made of. */
    private static Path jar() {
        try {
            return Path.of(DuneComponent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
