package io.github.cameldune.internal.client;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** Whether a submission that brought no execution may have started one: the one place that decides whether it may be billed. */
public final class SubmissionOutcome {

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

    private SubmissionOutcome() {}

    /**
     * After a time-out, a connection that broke, a 5xx, and a 2xx without an execution. Not where no connection was made, or
     * the answer refuses the request.
     */
    public static boolean mayHaveStarted(Answer<?> answer) {
        int hundred = answer.statusCode() / 100;
        return answer.statusCode() == 0 ? wasSent(answer.cause()) : hundred != 3 && hundred != 4;
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
