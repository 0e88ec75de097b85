package io.github.cameldune.internal.client;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/**
 * A request that can be broken off, with a deadline that {@link RequestsInFlight} keeps: HttpClient's own timeouts count
 * from byte to byte.
 */
final class DuneRequest extends BasicClassicHttpRequest implements CancellableDependency {

    private static final long serialVersionUID = 1L;

    /** No deadline: an answer is being read by a caller that takes its time. */
    static final long NEVER = Long.MAX_VALUE;

    private static final Cancellable CANCELLED = () -> false;

    /** What is in flight for this request: the lease of a connection, or the exchange on it. */
    private final transient AtomicReference<Cancellable> step = new AtomicReference<>();

    // by the clock of the requests in flight
    private volatile long deadline = NEVER;
    private volatile boolean overdue;

    DuneRequest(String method, String scheme, URIAuthority authority, String path) {
        super(method, scheme, authority, path);
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

    @Override
    public void setDependency(Cancellable next) {
        Cancellable before = step.get();
        if (before == CANCELLED || !step.compareAndSet(before, next)) {
            next.cancel();
        }
    }

    @Override
    public boolean cancel() {
        Cancellable before = step.getAndSet(CANCELLED);
        return before != null && before.cancel();
    }

    @Override
    public boolean isCancelled() {
        return step.get() == CANCELLED;
    }
}
