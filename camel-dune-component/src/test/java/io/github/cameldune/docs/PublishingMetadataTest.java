package io.github.cameldune.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What Maven Central asks of an artifact, see https://central.sonatype.org/publish/requirements. */
class PublishingMetadataTest {

    private static final Pom PARENT = Pom.read(Path.of("../pom.xml"));

    /** A POM as it is written; what all modules share is the parent's. */
    private record Pom(Path file, Document xml) {

        static Pom read(Path file) {
            try {
                return new Pom(
                        file,
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(file.toFile()));
            } catch (Exception e) {
                throw new AssertionError(file.toString(), e);
            }
        }

        List<String> texts(String path) {
            try {
                NodeList nodes =
                        (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, xml, XPathConstants.NODESET);
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < nodes.getLength(); i++) {
                    texts.add(nodes.item(i).getTextContent().strip());
                }
                return texts;
            } catch (XPathExpressionException e) {
                throw new AssertionError(path, e);
            }
        }

        boolean isPublished() {
            return !texts("/project/properties/maven.deploy.skip").contains("true");
        }

        @Override
        public String toString() {
            return file.normalize().toString();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/project/url",
                "/project/licenses/license/name",
                "/project/licenses/license/url",
                "/project/developers/developer/name",
                "/project/developers/developer/organizationUrl",
                "/project/scm/connection",
                "/project/scm/developerConnection",
                "/project/scm/url"
            })
    void theParentHasIt(String path) {
        assertThat(PARENT.texts(path)).isNotEmpty().doesNotContain("");
    }

    @ParameterizedTest
    @MethodSource("published")
    void eachPublishedModuleSaysWhatItIs(Pom pom) {
        assertThat(pom.texts("/project/name")).hasSize(1).doesNotContain("");
        assertThat(pom.texts("/project/description")).hasSize(1).doesNotContain("");
    }

    @ParameterizedTest
    @MethodSource("published")
    void eachPublishedJarHasItsSourcesAndJavadoc(Pom pom) {
        if (pom.texts("/project/packaging").contains("pom")) {
            return;
        }

        assertThat(pom.texts("//plugin[artifactId='maven-source-plugin']//goal"))
                .contains("jar-no-fork");
        assertThat(pom.texts("//plugin[artifactId='maven-javadoc-plugin']//goal"))
                .contains("jar");
    }

    @Test
    void whatIsNotToBePublishedIsNotUploaded() {
        List<String> names = modules()
                .filter(pom -> !pom.isPublished())
                .flatMap(pom -> pom.texts("/project/artifactId").stream())
                .toList();

        assertThat(PARENT.texts("/project/profiles/profile[id='release']//excludeArtifacts/artifact"))
                .as("The profile release of pom.xml lists under excludeArtifacts what has maven.deploy.skip")
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void theProfileReleaseSigns() {
        assertThat(PARENT.texts("/project/profiles/profile[id='release']//plugin[artifactId='maven-gpg-plugin']//goal"))
                .containsExactly("sign");
    }

    private static Stream<Pom> published() {
        return Stream.concat(Stream.of(PARENT), modules()).filter(Pom::isPublished);
    }

    private static Stream<Pom> modules() {
        return PARENT.texts("/project/modules/module").stream()
                .map(module -> Pom.read(Path.of("..", module, "pom.xml")));
    }
}
