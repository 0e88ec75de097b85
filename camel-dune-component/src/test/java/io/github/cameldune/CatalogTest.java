package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointHeaderModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tools read: the catalog's JSON and the files by which Camel finds the component without reflection. */
class CatalogTest {

    private static final String JSON = "META-INF/io/github/cameldune/dune.json";

    @ParameterizedTest
    @CsvSource({
        "META-INF/services/org/apache/camel/component.properties, components=dune",
        "META-INF/services/org/apache/camel/component/dune, io.github.cameldune.DuneComponent",
        "META-INF/services/org/apache/camel/configurer/dune-component, io.github.cameldune.DuneComponentConfigurer",
        "META-INF/services/org/apache/camel/configurer/dune-endpoint, io.github.cameldune.DuneEndpointConfigurer",
        "META-INF/services/org/apache/camel/urifactory/dune-endpoint, io.github.cameldune.DuneEndpointUriFactory",
        "META-INF/services/org/apache/camel/TypeConverterLoader, io.github.cameldune.internal.camel.DuneConvertersLoader",
        JSON + ", \"scheme\": \"dune\""
    })
    void isFoundByItsFile(String file, String content) throws Exception {
        assertThat(resource(file)).contains(content);
        if (content.startsWith("io.")) {
            assertThat(Class.forName(content)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dune:status?executionIds=a&states=terminal&concurrentConsumers=2",
        "dune:watch?watchList=orders&correlationHeaders=Order*&maxWatches=5",
        "dune:await?awaitTimeout=10s&adaptive=false",
        "dune:unwatch?executionId=01HKZJ2683PHF9Q9PHHQ8FW4Q1"
    })
    void passesTheCatalogsValidation(String uri) throws IOException {
        assertThat(catalog().validateEndpointProperties(uri).isSuccess()).isTrue();
    }

    @Test
    void flagsWrongOptionsAndValues() throws IOException {
        EndpointValidationResult wrong =
                catalog().validateEndpointProperties("dune:stat?executonIds=a&concurrentConsumers=two&adaptive=maybe");

        assertThat(wrong.getUnknown()).containsExactly("executonIds");
        assertThat(wrong.getInvalidEnum()).containsOnlyKeys("operation");
        assertThat(wrong.getInvalidInteger()).containsOnlyKeys("concurrentConsumers");
        assertThat(wrong.getInvalidBoolean()).containsOnlyKeys("adaptive");
    }

    @Test
    void knowsWhichOptionsAreOfWhichSide() throws IOException {
        assertThat(catalog()
                        .validateEndpointProperties("dune:status?executionIds=a", false, false, true)
                        .getNotProducerOnly())
                .containsExactly("executionIds");
        assertThat(catalog()
                        .validateEndpointProperties("dune:status?correlationHeaders=a", false, true, false)
                        .getNotConsumerOnly())
                .containsExactly("correlationHeaders");
    }

    @Test
    void hidesTheKeyAndNothingElse() throws IOException {
        ComponentModel model = model();

        assertThat(model.getEndpointOptions().stream()
                        .filter(option -> option.isSecret())
                        .map(option -> option.getName()))
                .containsExactly("apiKey");
    }

    @Test
    void describesEveryHeaderWithItsType() throws IOException {
        Map<String, String> described = model().getEndpointHeaders().stream()
                .collect(Collectors.toMap(EndpointHeaderModel::getName, EndpointHeaderModel::getShortJavaType));

        assertThat(described)
                .containsOnlyKeys(Arrays.stream(DuneConstants.class.getFields())
                        .filter(field -> field.getType() == String.class)
                        .map(CatalogTest::value)
                        .toList())
                .containsEntry("CamelDuneQueryId", "Long")
                .containsEntry("CamelDuneErrorLine", "Integer")
                .containsEntry("CamelDuneExecutionFinished", "Boolean")
                .containsEntry("CamelDuneExecutionCostCredits", "Double")
                .containsEntry("CamelDuneEventId", "String");
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static DefaultCamelCatalog catalog() throws IOException {
        DefaultCamelCatalog catalog = new DefaultCamelCatalog();
        catalog.addComponent("dune", DuneComponent.class.getName(), resource(JSON));
        return catalog;
    }

    private static ComponentModel model() throws IOException {
        return JsonMapper.generateComponentModel(resource(JSON));
    }

    private static String resource(String file) throws IOException {
        // of the component's own classes, since other Camel jars have files of the same names
        try (InputStream in = DuneComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()
                .resolve(file)
                .toURL()
                .openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
