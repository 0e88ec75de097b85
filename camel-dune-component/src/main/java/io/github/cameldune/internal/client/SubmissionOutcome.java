package io.github.cameldune.internal.client;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** What the answer to a submission says about the execution: the one place that decides whether it may be billed. */
public enum SubmissionOutcome {
    /** Dune named the execution. */
    STARTED,
    /** Certainly nothing was started: no connection, or an answer that refuses the request. */
    NOT_STARTED,
    /** An execution may have been started: a time-out, a connection that broke, a 5xx, an answer without an execution. */
    UNKNOWN;

    /** Failures before the first byte of the request is sent. */
    private static final List<Class<? extends Exception>> BEFORE_SENDING = List.of(
            ConnectException.class,
            ConnectTimeoutException.class,
            NoRouteToHostException.class,
            UnknownHostException.class,
            SSLHandshakeException.class,
            SSLPeerUnverifiedException.class,
            ConnectionRequestTimeoutException.class,
            StaleConnectionException.class);

    /**
     * What an answer says.
     *
     * @param answer to a submission
     * @return never null
     */
    public static SubmissionOutcome of(Answer<Submitted> answer) {
        if (answer.isOk()) {
            return STARTED;
        }
        if (answer.statusCode() == 0) {
            return wasSent(answer.cause()) ? UNKNOWN : NOT_STARTED;
        }
        int hundred = answer.statusCode() / 100;
        return hundred == 3 || hundred == 4 ? NOT_STARTED : UNKNOWN;
    }

    private static boolean wasSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Throwable failed = cause;
            if (BEFORE_SENDING.stream().anyMatch(type -> type.isInstance(failed))) {
                return false;
            }
        }
        return true;
    }
}
