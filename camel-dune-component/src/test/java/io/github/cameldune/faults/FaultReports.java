package io.github.cameldune.faults;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;

/**
 * Hears what the consumer of a cell reports.
 *
 * @param cell whose consumer it is
 */
record FaultReports(FaultCell cell) implements ExceptionHandler {

    @Override
    public void handleException(Throwable exception) {
        handleException(null, null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        cell.reported(exception, exchange != null);
    }
}
