package io.github.cameldune.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.DuneConsumer;
import io.github.cameldune.ManagedDuneEndpoint;
import io.github.cameldune.client.Outcome;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.junit.jupiter.api.Test;

/** The page on health, dev console, JMX and metrics leaves out nothing that the code shows, and invents nothing. */
class ManagementPageTest {

    private static final Path PAGE = Path.of("src/main/docs/dune-management.adoc");
    private static final Path METERS = Path.of("src/main/java/io/github/cameldune/management/DuneMeters.java");
    private static final Pattern METER = Pattern.compile("[\"`](camel\\.dune\\.[a-z.]+)[\"`]");

    @Test
    void itsAttributesAreThoseOfTheBeans() throws IOException {
        List<String> attributes = managed(ManagedAttribute.class)
                .map(method -> method.getName().replaceFirst("^(get|is)", ""))
                .toList();

        assertThat(firstColumns("=== Endpoints", "=== Operations", "`(\\w+)`")).hasSameElementsAs(attributes);
    }

    @Test
    void itsOperationsAreThoseOfTheBeans() throws IOException {
        List<String> operations =
                managed(ManagedOperation.class).map(Method::getName).distinct().toList();

        assertThat(firstColumns("=== Operations", "== Metrics", "`(\\w+)\\(")).hasSameElementsAs(operations);
    }

    @Test
    void itsMetersAreThoseOfTheCode() throws IOException {
        assertThat(firstColumns("== Metrics", "=== Outcomes", METER.pattern()))
                .hasSameElementsAs(found(METER, Files.readString(METERS)));
    }

    @Test
    void itsOutcomesAreThoseOfTheCounters() throws IOException {
        assertThat(firstColumns("=== Outcomes", "=== How", "`(\\w+)`"))
                .hasSameElementsAs(
                        Arrays.stream(Outcome.values()).map(Outcome::label).toList());
    }

    private static Stream<Method> managed(Class<? extends Annotation> annotation) {
        return Stream.of(ManagedDuneEndpoint.class, DuneConsumer.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(annotation));
    }

    /** What matches in the first cells of the rows between two headings. */
    private static List<String> firstColumns(String from, String to, String pattern) throws IOException {
        String page = Files.readString(PAGE);
        String cells = page.substring(page.indexOf("\n" + from), page.indexOf("\n" + to))
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(1).replaceFirst("\\|.*", ""))
                .reduce("", (above, line) -> above + line + "\n");
        return found(Pattern.compile(pattern), cells);
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .distinct()
                .toList();
    }
}
