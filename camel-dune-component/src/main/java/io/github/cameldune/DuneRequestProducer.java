package io.github.cameldune;

import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * A producer that makes one request for each exchange: on the caller's thread if a permit can be had at once, else when there
 * is one.
 */
abstract class DuneRequestProducer extends DuneConnectedProducer {

    DuneRequestProducer(DuneEndpoint endpoint) {
        super(endpoint);
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
            whenPermitted(limiter(), exchange, callback, request);
            return false;
        }
        if (request != null) {
            run(exchange, request, permit.get()).run();
        }
        callback.done(true);
        return true;
    }
}
