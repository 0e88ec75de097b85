package io.github.cameldune.internal.client;

import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * The server had closed an idle connection before it read a request from it, so that the request can be sent again on
 * another connection: nothing of a POST was sent, or nothing was answered to a GET.
 */
final class StaleConnectionException extends NoHttpResponseException {

    private static final long serialVersionUID = 1L;

    StaleConnectionException(Throwable cause) {
        super("The server had closed the idle connection");
        if (cause != null) {
            initCause(cause);
        }
    }
}
