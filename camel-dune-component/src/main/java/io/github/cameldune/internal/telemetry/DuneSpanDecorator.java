package io.github.cameldune.internal.telemetry;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.spi.HttpResponseAware;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * Names the spans of {@code dune:} endpoints after their operation, and tags them with the execution, its query and its
 * state.
 *
 * <p>Camel Telemetry, the base of {@code camel-opentelemetry2}, finds it by {@link java.util.ServiceLoader}. One instance
 * serves all Camel contexts of the process; it is stateless and thread-safe.
 */
public final class DuneSpanDecorator extends AbstractSpanDecorator {

    static final String OPERATION = "dune.operation";
    static final String EXECUTION_ID = "dune.execution.id";
    static final String QUERY_ID = "dune.query.id";
    static final String STATE = "dune.state";
    static final String EXECUTION_ERROR_TYPE = "dune.error.type";

    /** The name that OpenTelemetry's conventions give to the class of the exception. */
    static final String ERROR_TYPE = "error.type";

    /** As Camel cuts names: Dune may send, and a message may carry, texts of any length. */
    private static final int LONGEST = 250;

    /** These find out the execution; a header that is there before is another one's. */
    private static final Set<String> NEW_EXECUTION = Set.of("execute", "sql", "latest");

    /** These read the header of the query before they make a request. */
    private static final Set<String> OF_A_QUERY = Set.of("execute", "latest", "watch", "await");

    /** These leave the headers of a status as they found them. */
    private static final Set<String> WITHOUT_STATUS = Set.of("watch", "unwatch", "cancel");

    /**
     * The operation of a producer's span, kept from its beginning to its end: there Camel passes no endpoint. The span of a
     * consumer ends without it, because the headers at the end of a route may be those of another execution.
     */
    private static final String PRODUCER_OPERATION = "CamelDuneTracedOperation";

    @Override
    public String getComponent() {
        return "dune";
    }

    @Override
    public String getComponentClassName() {
        return "io.github.cameldune.DuneComponent";
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return "dune:" + operation(endpoint);
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        String operation = operation(endpoint);
        span.setTag(OPERATION, operation);
        Message message = exchange.getMessage();
        if (isSentTo(exchange)) {
            exchange.setProperty(PRODUCER_OPERATION, operation);
            if (!NEW_EXECUTION.contains(operation)) {
                tag(span, EXECUTION_ID, message, "CamelDuneExecutionId");
            }
            if (OF_A_QUERY.contains(operation)) {
                tag(span, QUERY_ID, message, "CamelDuneQueryId");
            }
        } else {
            tagStatus(span, message);
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        super.afterTracingEvent(span, exchange);
        tagException(span, exchange.getException());
        String operation = (String) exchange.removeProperty(PRODUCER_OPERATION);
        if (operation != null && !WITHOUT_STATUS.contains(operation) && !exchange.isFailed()) {
            tagStatus(span, exchange.getMessage());
        }
    }

    /** A consumer's exchange was not sent anywhere when its span begins. */
    private static boolean isSentTo(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.TO_ENDPOINT) != null;
    }

    private static void tagStatus(Span span, Message message) {
        tag(span, EXECUTION_ID, message, "CamelDuneExecutionId");
        tag(span, QUERY_ID, message, "CamelDuneQueryId");
        tag(span, STATE, message, "CamelDuneState");
        tag(span, EXECUTION_ERROR_TYPE, message, "CamelDuneErrorType");
    }

    private static void tag(Span span, String name, Message message, String header) {
        String value = message.getHeader(header, String.class);
        if (value != null) {
            span.setTag(name, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
        }
    }

    private static void tagException(Span span, Exception exception) {
        if (exception != null) {
            span.setTag(ERROR_TYPE, exception.getClass().getName());
        }
        if (exception instanceof HttpResponseAware response && response.getHttpResponseCode() > 0) {
            span.setTag(TagConstants.HTTP_STATUS, Integer.toString(response.getHttpResponseCode()));
        }
    }

    private static String operation(Endpoint endpoint) {
        return stripSchemeAndOptions(endpoint).toLowerCase(Locale.ROOT);
    }
}
