package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Slows down a consumer whose deliveries all fail: once the route rejected events of several executions and accepted none
 * since, one event at a time is tried, with backoff, until one is accepted. Thread-safe.
 */
final class DeliveryGate {

    /** Fewer may be the fault of their executions, and must not hold up others. */
    private static final int SEVERAL = 5;

    private final ErrorBackoff backoff;
    private final Set<ExecutionId> rejected = new HashSet<>();
    private int trialsFailed;
    private int inFlight;
    private Instant notBefore = Instant.MIN;

    DeliveryGate(ErrorBackoff backoff) {
        this.backoff = backoff;
    }

    /**
     * Lets an event pass, unless it has to wait. What passed is ended by {@link #accepted}, {@link #rejected} or {@link
     * #untried}.
     */
    synchronized boolean pass(Instant now) {
        if (rejected.size() >= SEVERAL && (inFlight > 0 || now.isBefore(notBefore))) {
            return false;
        }
        inFlight++;
        return true;
    }

    /** It was not tried after all. */
    synchronized void untried() {
        inFlight--;
    }

    /** True if events were held up until now. */
    synchronized boolean accepted() {
        inFlight--;
        boolean heldUp = rejected.size() >= SEVERAL;
        rejected.clear();
        trialsFailed = 0;
        return heldUp;
    }

    synchronized void rejected(ExecutionId id, Instant now) {
        inFlight--;
        rejected.add(id);
        if (rejected.size() >= SEVERAL) {
            notBefore = now.plus(backoff.after(++trialsFailed));
        }
        if (rejected.size() > SEVERAL) {
            // which ones does not matter any more
            rejected.remove(id);
        }
    }
}
