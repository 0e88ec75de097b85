package io.github.cameldune;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;

/** Keeps what a consumer reports. */
final class RecordingExceptionHandler implements ExceptionHandler {

    private final Collection<Throwable> exceptions;
    private final List<Exchange> exchanges = Collections.synchronizedList(new ArrayList<>());

    RecordingExceptionHandler(Collection<Throwable> exceptions) {
        this.exceptions = exceptions;
    }

    /** Of each exception; null where it came without one. */
    List<Exchange> exchanges() {
        synchronized (exchanges) {
            return new ArrayList<>(exchanges);
        }
    }

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
        exchanges.add(exchange);
        exceptions.add(exception);
    }
}
