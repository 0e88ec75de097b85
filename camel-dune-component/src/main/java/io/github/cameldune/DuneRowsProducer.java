package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.context.PendingExchanges;
import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.results.RowsException;
import io.github.cameldune.internal.time.SafeExecution;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * A producer whose work for an exchange takes several requests. It makes them on the polling pool, never on the caller's
 * thread, and waits for the permit of the first without a thread.
 */
abstract class DuneRowsProducer extends DuneConnectedProducer {

    private final RowsReadings readings = new RowsReadings();
    private RowsOutput output;

    DuneRowsProducer(DuneEndpoint endpoint) {
        super(endpoint);
    }

    /** What is done with a permit. */
    interface Step {

        /**
         * Blocks, settles the permit, and does not touch the exchange.
         *
         * @return what to do to the exchange, which then continues; null if another step continues it
         */
        Runnable run(Permit permit) throws Exception;
    }

    RowsOutput output() {
        return output;
    }

    /**
     * Runs a step once there is a permit; the exchange fails if none comes within {@code rateLimitTimeout}.
     *
     * @param request what the permit is for, for messages: such as "the rows of execution 01…"
     * @param executionId null if it is not known
     */
    void whenPermitted(
            RateLimiter limiter,
            Exchange exchange,
            AsyncCallback callback,
            String request,
            String executionId,
            Step step) {
        long timeout = getEndpoint().getConfiguration().getRateLimitTimeout();
        PendingExchanges.Pending waiting = pending().add(exchange, callback);
        waiting.waitOn(() -> limiter.acquire(
                Duration.ofMillis(timeout),
                permit -> granted(exchange, permit, waiting, step),
                retryAfter -> waiting.resume(
                        () -> exchange.setException(DuneErrors.noPermit(request, executionId, timeout, retryAfter)))));
    }

    /** Reads the rows of an execution, and continues the exchange with them. */
    void readWhenPermitted(Exchange exchange, AsyncCallback callback, ExecutionId id) {
        RowsSubject subject = RowsSubject.of(id);
        whenPermitted(
                connection().key().reads(), exchange, callback, "the rows of " + subject.text(), id.value(), permit -> {
                    try {
                        return output.read(exchange, subject, RowsOutput.of(id), permit);
                    } catch (RowsException e) {
                        throw output.failure(subject, e);
                    }
                });
    }

    private void granted(Exchange exchange, Permit permit, PendingExchanges.Pending waiting, Step step) {
        boolean accepted = SafeExecution.execute(connection().context().pollPool(), () -> {
            if (!waiting.claim()) {
                permit.unused();
                return;
            }
            Runnable work = run(exchange, permit, step);
            if (work != null) {
                waiting.complete(work);
            }
        });
        if (!accepted) {
            permit.unused();
            waiting.resume(() -> exchange.setException(new IllegalStateException(
                    "No thread can be had for a request to Dune; the exchange may be sent again")));
        }
    }

    private static Runnable run(Exchange exchange, Permit permit, Step step) {
        try {
            return step.run(permit);
        } catch (Exception | Error e) {
            // if rethrown, the callback would never run and the exchange would stay in flight
            return () -> exchange.setException(e);
        } finally {
            // ignored if the step settled it
            permit.failed();
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        output = new RowsOutput(getEndpoint(), connection(), readings);
    }

    @Override
    protected void doStop() throws Exception {
        readings.stop();
        super.doStop();
    }
}
