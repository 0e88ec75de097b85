package io.github.cameldune.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.DuneComponent;
import io.github.cameldune.DuneConstants;
import io.github.cameldune.DuneOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanDecorator;
import org.apache.camel.telemetry.TagConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tags each operation gets, and when. */
class DuneSpanDecoratorTest {

    private final DuneSpanDecorator decorator = new DuneSpanDecorator();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<String, String> tags = new HashMap<>();
    private final Span span = new RecordedSpan(tags);

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Exchange message() {
        return ExchangeBuilder.anExchange(camel)
                .withHeader(DuneConstants.EXECUTION_ID, "before")
                .withHeader(DuneConstants.QUERY_ID, 1L)
                .withHeader(DuneConstants.STATE, "QUERY_STATE_PENDING")
                .withHeader(DuneConstants.ERROR_TYPE, "before")
                .build();
    }

    private static Stream<String> operations() {
        return Arrays.stream(DuneOperation.values()).map(Enum::name);
    }

    @Test
    void camelFindsIt() {
        assertThat(ServiceLoader.load(SpanDecorator.class))
                .filteredOn(found -> found instanceof DuneSpanDecorator)
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.getComponent()).isEqualTo("dune");
                    assertThat(found.getComponentClassName()).isEqualTo(DuneComponent.class.getName());
                });
    }

    @ParameterizedTest
    @CsvSource({
        "status,  true,  false, true",
        "await,   true,  true,  true",
        "results, true,  false, true",
        "execute, false, true,  true",
        "sql,     false, false, true",
        "latest,  false, true,  true",
        "watch,   true,  true,  false",
        "unwatch, true,  false, false",
        "cancel,  true,  false, false"
    })
    void tagsOfAHeaderWhatTheOperationReadsOrWrites(
            String operation, boolean readsExecution, boolean readsQuery, boolean writesStatus) {
        Exchange exchange = message();
        exchange.setProperty(ExchangePropertyKey.TO_ENDPOINT, "dune://" + operation);

        decorator.beforeTracingEvent(span, exchange, endpoint(operation));
        assertThat(tags).containsEntry("dune.operation", operation).doesNotContainKeys("dune.state", "dune.error.type");
        assertThat(tags.get("dune.execution.id")).isEqualTo(readsExecution ? "before" : null);
        assertThat(tags.get("dune.query.id")).isEqualTo(readsQuery ? "1" : null);

        exchange.getMessage().setHeader(DuneConstants.EXECUTION_ID, "after");
        exchange.getMessage().setHeader(DuneConstants.STATE, "QUERY_STATE_COMPLETED");
        decorator.afterTracingEvent(span, exchange);
        assertThat(tags.get("dune.state")).isEqualTo(writesStatus ? "QUERY_STATE_COMPLETED" : null);
        assertThat(tags.get("dune.execution.id")).isEqualTo(writesStatus ? "after" : "before");
        assertThat(exchange.getProperties())
                .as("nothing of it stays in the exchange")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theNameOfASpanIsTheOperationOfTheUriWithoutItsOptions(String operation) {
        assertThat(decorator.getOperationName(message(), endpoint(operation + "?apiKey=secret&delay=5s")))
                .isEqualTo("dune:" + operation);
    }

    @Test
    void thePageListsEachTag() throws IOException {
        String page = Files.readString(Path.of("src/main/docs/dune-management.adoc"));

        assertThat(Pattern.compile("(?m)^\\| `([a-z_.]+)` \\|")
                        .matcher(page.substring(page.indexOf("\n== Traces")))
                        .results()
                        .map(row -> row.group(1)))
                .containsExactly(
                        DuneSpanDecorator.OPERATION,
                        DuneSpanDecorator.EXECUTION_ID,
                        DuneSpanDecorator.QUERY_ID,
                        DuneSpanDecorator.STATE,
                        DuneSpanDecorator.EXECUTION_ERROR_TYPE,
                        DuneSpanDecorator.ERROR_TYPE,
                        TagConstants.HTTP_STATUS);
    }

    @Test
    void aTextOfAnyLengthIsCut() {
        Exchange exchange = message();
        exchange.getMessage().setHeader(DuneConstants.STATE, "x".repeat(1_000_000));

        decorator.beforeTracingEvent(span, exchange, endpoint("status"));

        assertThat(tags.get("dune.state")).hasSize(250);
    }

    @Test
    void aHeaderThatIsNoTextFailsNothing() {
        Exchange exchange = message();
        exchange.getMessage().setHeader(DuneConstants.QUERY_ID, new Object[0]);

        decorator.beforeTracingEvent(span, exchange, endpoint("status"));

        assertThat(tags).containsEntry("dune.execution.id", "before");
    }

    /** Of any operation, whether or not the component has it already. */
    private Endpoint endpoint(String operation) {
        DuneComponent component = new DuneComponent();
        component.setCamelContext(camel);
        return new DefaultEndpoint("dune://" + operation, component) {
            @Override
            public Producer createProducer() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private record RecordedSpan(Map<String, String> tags) implements Span {

        @Override
        public void setTag(String key, String value) {
            tags.put(key, value);
        }

        @Override
        public void setComponent(String component) {
            tags.put("component", component);
        }

        @Override
        public void setError(boolean isError) {
            tags.put("error", Boolean.toString(isError));
        }

        @Override
        public void log(Map<String, String> fields) {
            tags.putAll(fields);
        }
    }
}
