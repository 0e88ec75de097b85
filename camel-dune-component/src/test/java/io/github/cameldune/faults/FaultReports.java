package io.github.cameldune.faults;

import io.github.cameldune.WatchStoreException;
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
        // where time is fast, a slow write counts as a store that does not answer
        if (!(exception instanceof WatchStoreException)) {
            cell.reported(exception, exchange != null);
        }
    }
}
