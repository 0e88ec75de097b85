package io.github.cameldune.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.DuneConsumer;
import io.github.cameldune.internal.client.Verdict;
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

/** The page on health, dev console, JMX and metrics names what the code shows, and nothing else. */
class ManagementPageTest {

    private static final Path PAGE = Path.of("src/main/docs/dune-management.adoc");
    private static final Path METERS = Path.of("src/main/java/io/github/cameldune/internal/management/DuneMeters.java");
    private static final Path CONSOLE = METERS.resolveSibling("ConsoleJson.java");
    private static final Path COLUMNS = METERS.resolveSibling("WatchColumns.java");
    private static final Pattern METER = Pattern.compile("[\"`](camel\\.dune\\.[a-z.]+)[\"`]");

    @Test
    void itsAttributesAreThoseOfTheBean() throws IOException {
        List<String> attributes = managed(ManagedAttribute.class)
                .map(method -> method.getName().replaceFirst("^(get|is)", ""))
                .toList();

        assertThat(firstColumns("=== Attributes", "=== Operations", "`(\\w+)`")).hasSameElementsAs(attributes);
    }

    @Test
    void itsOperationsAreThoseOfTheBean() throws IOException {
        List<String> operations =
                managed(ManagedOperation.class).map(Method::getName).distinct().toList();

        assertThat(firstColumns("=== Operations", "== Metrics", "`(\\w+)\\(")).hasSameElementsAs(operations);
    }

    @Test
    void itsMetersAreThoseOfTheCode() throws IOException {
        assertThat(firstColumns("== Metrics", "=== Verdicts", METER.pattern()))
                .hasSameElementsAs(found(METER, Files.readString(METERS)));
    }

    @Test
    void itsVerdictsAreThoseOfTheCounters() throws IOException {
        assertThat(firstColumns("=== Verdicts", "=== How", "`([a-z ]+)`"))
                .hasSameElementsAs(
                        Arrays.stream(Verdict.values()).map(Verdict::label).toList());
    }

    @Test
    void itsFieldsAreThoseOfTheConsole() throws IOException {
        List<String> written = found(
                Pattern.compile("(?:put\\((?:json, |root, )?|new Column\\()\"(\\w+)\""),
                Files.readString(CONSOLE) + Files.readString(COLUMNS));

        assertThat(section("== Dev console", "== JMX"))
                .contains(written.stream().map(field -> "`" + field + "`").toList());
    }

    private static Stream<Method> managed(Class<? extends Annotation> annotation) {
        return Arrays.stream(DuneConsumer.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(annotation));
    }

    private static String section(String from, String to) throws IOException {
        String page = Files.readString(PAGE);
        return page.substring(page.indexOf("\n" + from), page.indexOf("\n" + to));
    }

    /** What matches in the first cells of the rows between two headings. */
    private static List<String> firstColumns(String from, String to, String pattern) throws IOException {
        String cells = section(from, to)
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
