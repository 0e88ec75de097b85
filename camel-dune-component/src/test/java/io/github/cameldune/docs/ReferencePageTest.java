package io.github.cameldune.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reference page takes from the code, and where its links lead. */
class ReferencePageTest {

    private static final String REFRESH =
            "mvn -pl camel-dune-component test -Dtest=ReferencePageTest -Ddocs.write=true";

    private static final Path JSON = Path.of("src/generated/resources/META-INF/io/github/cameldune/dune.json");

    private static final Pattern LINK = Pattern.compile("link:([^\\[\\s]+)\\[|]\\(([^)\\s]+)\\)");

    @Test
    void itsTablesAreThoseOfTheCode() throws IOException {
        // another Camel describes its own options in other words
        assumeThat(new DefaultCamelContext().getVersion()).isEqualTo(camelOfTheBuild());
        ReferencePage page = ReferencePage.read();
        ReferenceTables tables = new ReferenceTables(model());

        ReferencePage fresh = page.with("component options", tables.componentOptions())
                .with("endpoint path options", tables.pathOptions())
                .with("endpoint query options", tables.queryOptions())
                .with("component headers", tables.headers())
                .with("component exceptions", ExceptionTable.render())
                .with("predicates", ReferenceTables.predicates());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(ReferencePage.FILE, fresh.text());
        } else {
            assertThat(page.text())
                    .as("The tables of " + ReferencePage.FILE + " are stale. This refreshes them: " + REFRESH)
                    .isEqualTo(fresh.text());
        }
    }

    @Test
    void itsHeaderIsThatOfTheCatalog() throws IOException {
        ComponentModel model = model();
        ReferencePage page = ReferencePage.read();

        assertThat(page.attribute("doctitle")).isEqualTo(model.getTitle());
        assertThat(page.attribute("shortname")).isEqualTo(model.getScheme());
        assertThat(page.attribute("artifactid")).isEqualTo(model.getArtifactId());
        assertThat(page.attribute("description")).isEqualTo(model.getDescription());
        assertThat(page.attribute("since")).isEqualTo(model.getFirstVersion());
        assertThat(page.attribute("supportlevel"))
                .isEqualTo(model.getSupportLevel().name());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsLinksLeadSomewhere(Path page) throws IOException {
        Matcher links = LINK.matcher(Files.readString(page));
        while (links.find()) {
            String target = (links.group(1) == null ? links.group(2) : links.group(1)).replaceAll("#.*", "");
            if (!target.isEmpty() && !target.contains(":")) {
                assertThat(page.resolveSibling(target).normalize())
                        .as("linked on " + page)
                        .exists();
            }
        }
    }

    private static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("src/main/docs"))) {
            return Stream.concat(docs.toList().stream(), markdown().stream()).filter(Files::isRegularFile);
        }
    }

    /** Those of the repository and of each example. */
    private static List<Path> markdown() throws IOException {
        try (Stream<Path> examples = Files.list(Path.of("../examples"));
                Stream<Path> root = Files.list(Path.of(".."))) {
            return Stream.concat(
                            root.filter(file -> file.toString().endsWith(".md")),
                            examples.map(folder -> folder.resolve("README.md")))
                    .toList();
        }
    }

    private static String camelOfTheBuild() throws IOException {
        Matcher version =
                Pattern.compile("<camel.version>(.*)</camel.version>").matcher(Files.readString(Path.of("../pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private static ComponentModel model() throws IOException {
        return JsonMapper.generateComponentModel(Files.readString(JSON));
    }
}
