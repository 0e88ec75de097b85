package io.github.cameldune;

import io.github.cameldune.internal.context.PendingExchanges;
import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.time.SafeExecution;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * A producer that makes one request for each exchange. On the caller's thread if a permit can be had at once; else the
 * exchange waits for one without a thread, the request is made on the polling pool, and the exchange continues on the
 * exchange pool. So a request never waits for a thread that a route is using.
 */
abstract class DuneRequestProducer extends DuneConnectedProducer {

    DuneRequestProducer(DuneEndpoint endpoint) {
        super(endpoint);
    }

    /** One request, bound to an exchange that was checked. */
    interface Request {

        /** What is requested, for messages: such as "the status of execution 01…". */
        String describe();

        /** The execution that it is about; null if none. */
        String executionId();

        /**
         * Makes the request and settles the permit. Does not touch the exchange, which may be failed meanwhile because the
         * producer stops.
         *
         * @return what to do to the exchange
         */
        Runnable run(Permit permit) throws Exception;

        /**
         * Whether the exchange may be sent again although the request is in flight, and so be failed when the producer stops.
         * False for a request that starts something.
         */
        default boolean mayBeRepeated() {
            return true;
        }
    }

    /**
     * Checks an exchange.
     *
     * @return the request to be made; null if there is none to be made and the exchange is complete
     * @throws Exception if the exchange fails without a request
     */
    abstract Request prepare(Exchange exchange) throws Exception;

    /** Which rate limit counts. */
    RateLimiter limiter() {
        return connection().key().reads();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Request request = null;
        Optional<Permit> permit = Optional.empty();
        try {
            request = prepare(exchange);
            if (request != null) {
                permit = limiter().tryAcquire();
            }
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (request != null && permit.isEmpty()) {
            waitForPermit(exchange, request, callback);
            return false;
        }
        if (request != null) {
            run(exchange, request, permit.get()).run();
        }
        callback.done(true);
        return true;
    }

    private void waitForPermit(Exchange exchange, Request request, AsyncCallback callback) {
        long timeout = getEndpoint().getConfiguration().getRateLimitTimeout();
        PendingExchanges.Pending waiting = pending().add(exchange, callback);
        waiting.waitOn(() -> limiter()
                .acquire(
                        Duration.ofMillis(timeout),
                        permit -> granted(exchange, request, permit, waiting),
                        retryAfter -> waiting.resume(() -> exchange.setException(
                                DuneErrors.noPermit(request.describe(), request.executionId(), timeout, retryAfter)))));
    }

    private void granted(Exchange exchange, Request request, Permit permit, PendingExchanges.Pending waiting) {
        if (!waiting.isWaiting()) {
            permit.unused();
            return;
        }
        boolean accepted = SafeExecution.execute(connection().context().pollPool(), () -> {
            if (request.mayBeRepeated() && waiting.isWaiting()) {
                waiting.resume(run(exchange, request, permit));
            } else if (!request.mayBeRepeated() && waiting.claim()) {
                waiting.complete(run(exchange, request, permit));
            } else {
                permit.unused();
            }
        });
        if (!accepted) {
            permit.unused();
            waiting.resume(() -> exchange.setException(new IllegalStateException(
                    "No thread can be had for a request to Dune; the exchange may be sent again")));
        }
    }

    private static Runnable run(Exchange exchange, Request request, Permit permit) {
        try {
            return request.run(permit);
        } catch (Exception | Error e) {
            // if rethrown, the callback would never run and the exchange would stay in flight
            return () -> exchange.setException(e);
        } finally {
            // ignored if the request settled it
            permit.failed();
        }
    }
}
