package io.github.cameldune.internal.camel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.BridgeExceptionHandlerToErrorHandler;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * What a consumer reports to the exception handler, and how often. Outages are logged by the classes that meet them, so
 * Camel's own handler, which would log a stack trace each time, is spared; handlers of users are called once when an outage
 * begins, and then seldom. Used by the consumer's own threads.
 */
public final class FailureReports {

    private static final Duration SELDOM = Duration.ofMinutes(10);

    private final ScheduledPollConsumer consumer;
    private final Supplier<Exception> problem;
    private Instant reported;

    /**
     * By the exception handler and the poll strategy of a consumer. The problem is what stands in the way of polling and
     * delivering; null when nothing does.
     */
    public FailureReports(ScheduledPollConsumer consumer, Supplier<Exception> problem) {
        this.consumer = consumer;
        this.problem = problem;
    }

    /** Throws an outage of the store or of Dune if it is time to report it, as Camel's scheduled consumers do. */
    public void report(InstantSource clock) throws Exception {
        Exception present = problem.get();
        Instant now = clock.instant();
        if (present == null) {
            reported = null;
            return;
        }
        if (isOfUser() && (reported == null || !now.isBefore(reported.plus(SELDOM)))) {
            reported = now;
            throw present;
        }
    }

    private boolean isOfUser() {
        return consumer.getPollStrategy().getClass() != DefaultPollingConsumerPollStrategy.class
                || consumer.getExceptionHandler().getClass() != LoggingExceptionHandler.class;
    }

    /**
     * Reports to a handler of a user that the route rejected an exchange; the route's error handler had it already. The cause
     * is null if it was rolled back.
     */
    public void rejected(String message, Exchange exchange, Exception cause) {
        ExceptionHandler handler = consumer.getExceptionHandler();
        if (cause != null
                && handler.getClass() != LoggingExceptionHandler.class
                && !(handler instanceof BridgeExceptionHandlerToErrorHandler)) {
            handler.handleException(message + "; it will be delivered again", exchange, cause);
        }
    }

    /** Reports the end of a watch by an exchange that describes it. Null if the handler completed, else why not. */
    public String handle(Exchange exchange, Exception cause) {
        try {
            ExceptionHandler handler = consumer.getExceptionHandler();
            if (handler instanceof BridgeExceptionHandlerToErrorHandler) {
                bridge(exchange, cause);
            } else {
                handler.handleException(cause.getMessage(), exchange, cause);
            }
        } catch (Exception e) {
            return e.toString();
        }
        if (exchange.getException() != null && exchange.getException() != cause) {
            return exchange.getException().toString();
        }
        return exchange.isRollbackOnly() ? "rolled back" : null;
    }

    /** As Camel's own bridge does, but that one uses a copy of the exchange, which does not tell how it ended. */
    private void bridge(Exchange exchange, Exception cause) throws Exception {
        exchange.setException(cause);
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, cause);
        exchange.getMessage().setBody(cause.getMessage());
        exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
        exchange.getExchangeExtension().setRedeliveryExhausted(true);
        UnitOfWork unitOfWork = consumer.createUoW(exchange);
        try {
            consumer.getProcessor().process(exchange);
        } finally {
            UnitOfWorkHelper.doneUow(unitOfWork, exchange);
        }
    }
}
