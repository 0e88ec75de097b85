package io.github.cameldune.internal.client;

import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * The request can be sent again on a new connection. Either the server had closed this one while it was idle, and answered
 * nothing to a GET; or the connection had been used, and nothing of a POST was sent on it.
 */
final class StaleConnectionException extends NoHttpResponseException {

    private static final long serialVersionUID = 1L;

    StaleConnectionException(Throwable cause) {
        super("The connection was not new");
        if (cause != null) {
            initCause(cause);
        }
    }
}
