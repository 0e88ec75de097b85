package io.github.cameldune.internal.client;

import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** A request with a deadline, which {@link RequestsInFlight} keeps: HttpClient's own timeouts count from byte to byte. */
final class DuneRequest extends HttpUriRequestBase {

    private static final long serialVersionUID = 1L;

    /** No deadline: an answer is being read by a caller that takes its time. */
    static final long NEVER = Long.MAX_VALUE;

    // by the clock of the requests in flight
    private volatile long deadline = NEVER;
    private volatile boolean overdue;

    DuneRequest(String method, URI uri) {
        super(method, uri);
    }

    void setDeadline(long nanos) {
        deadline = nanos;
    }

    /** Breaks the request off if it is too late. Marked first, so that the reason is known before the failure. */
    void cancelIfOverdue(long now) {
        if (now >= deadline) {
            overdue = true;
            cancel();
        }
    }

    boolean isOverdue() {
        return overdue;
    }
}
