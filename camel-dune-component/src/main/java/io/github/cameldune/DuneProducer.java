package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.camel.ProducerHealthCheck;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.context.Connection;
import io.github.cameldune.internal.context.PendingExchanges;
import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.time.SafeExecution;
import io.github.cameldune.internal.watch.Awaiter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * A producer with a connection to Dune and a health check. If a permit is there at once, the request is made on the caller's
 * thread. Else the exchange waits without a thread, its request is made on the request pool, and it continues on the exchange
 * pool. So a request never waits for a thread that a route is using.
 */
abstract class DuneProducer extends DefaultAsyncProducer {

    private final DuneEndpoint endpoint;
    private Connection connection;
    private PendingExchanges pending;
    private ProducerHealthCheck health;

    DuneProducer(DuneEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /**
     * One request, bound to an exchange that was checked.
     *
     * @param description what is requested, for messages: such as "the status of execution 01…"
     * @param executionId the execution that it is about; null if none, or if it is not known
     * @param failsOnStop whether a stop of the producer fails the exchange while the request is in flight; false if the caller
     *     must learn the outcome, or if what is read is closed instead
     * @param work makes the request
     */
    record Request(String description, String executionId, boolean failsOnStop, Work work) {}

    /** Makes a request. */
    interface Work {

        /**
         * Makes the request and settles the permit. Blocks. If {@code failsOnStop}, it does not touch the exchange, which may
         * be failed meanwhile because the producer stops.
         *
         * @return what to do to the exchange, which then continues; null, without {@code failsOnStop} only, if another request
         *     continues it
         */
        Runnable run(Permit permit) throws Exception;
    }

    @Override
    public DuneEndpoint getEndpoint() {
        return endpoint;
    }

    Connection connection() {
        return connection;
    }

    PendingExchanges pending() {
        return pending;
    }

    /**
     * Begins what the operation does.
     *
     * @return whether the exchange is complete; else it continues later, by the callback
     * @throws Exception if the exchange fails at once
     */
    abstract boolean begin(Exchange exchange, AsyncCallback callback) throws Exception;

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            if (!begin(exchange, callback)) {
                return false;
            }
        } catch (Exception e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    /** Makes a request: on this thread if a permit can be had at once, else when there is one. Returns as {@link #begin}. */
    boolean request(RateLimiter limiter, Exchange exchange, AsyncCallback callback, Request request) {
        Optional<Permit> permit = limiter.tryAcquire();
        if (permit.isEmpty()) {
            whenPermitted(limiter, exchange, callback, request);
            return false;
        }
        Runnable work = run(exchange, request, permit.get());
        if (work == null) {
            return false;
        }
        work.run();
        return true;
    }

    /** Makes a request once there is a permit; the exchange fails if none comes within {@code rateLimitTimeout}. */
    void whenPermitted(RateLimiter limiter, Exchange exchange, AsyncCallback callback, Request request) {
        long timeout = endpoint.getConfiguration().getRateLimitTimeout();
        PendingExchanges.Pending waiting = pending.add(exchange, callback);
        waiting.waitOn(() -> limiter.acquire(
                Duration.ofMillis(timeout),
                permit -> granted(exchange, request, permit, waiting),
                retryAfter -> waiting.resume(() -> exchange.setException(
                        DuneErrors.noPermit(request.description(), request.executionId(), timeout, retryAfter)))));
    }

    private void granted(Exchange exchange, Request request, Permit permit, PendingExchanges.Pending waiting) {
        if (!waiting.isWaiting()) {
            permit.unused();
            return;
        }
        boolean accepted = SafeExecution.execute(connection.context().threads().requestPool(), () -> {
            if (request.failsOnStop() ? !waiting.isWaiting() : !waiting.claim()) {
                permit.unused();
                return;
            }
            Runnable work = run(exchange, request, permit);
            if (request.failsOnStop()) {
                waiting.resume(work);
            } else if (work != null) {
                waiting.complete(work);
            }
        });
        if (!accepted) {
            permit.unused();
            waiting.resume(() -> exchange.setException(new IllegalStateException(
                    "No thread can be had for a request to Dune; the exchange may be sent again")));
        }
    }

    /** Waits for the end of an execution; the exchange fails if that takes longer than {@code awaitTimeout}. */
    void await(
            Awaiter awaiter,
            PendingExchanges.Pending waiting,
            Exchange exchange,
            ExecutionId id,
            OptionalLong queryId,
            Consumer<Answer<ExecutionStatus>> whenEnded) {
        Duration timeout = Duration.ofMillis(endpoint.getAwaitTimeout());
        waiting.waitOn(() -> awaiter.await(id, queryId, timeout, new Awaiter.Callback() {
            @Override
            public void ended(Answer<ExecutionStatus> answer) {
                whenEnded.accept(answer);
            }

            @Override
            public void timedOut(String lastState, Answer<ExecutionStatus> lastError, Duration after) {
                Exception cause = lastError == null ? null : DuneErrors.ofStatus(id.value(), lastError);
                waiting.resume(() ->
                        exchange.setException(DuneErrors.timeout("awaitTimeout", id.value(), lastState, cause, after)));
            }
        }));
    }

    /** Makes a request with a permit; what is thrown fails the exchange. */
    private static Runnable run(Exchange exchange, Request request, Permit permit) {
        try {
            return request.work().run(permit);
        } catch (Exception | Error e) {
            // if rethrown, the callback would never run and the exchange would stay in flight
            return () -> exchange.setException(e);
        } finally {
            // ignored if the request settled it
            permit.failed();
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        connection = EndpointResources.connect(endpoint, this);
        pending = connection.context().pendingExchanges(endpoint.maskedUri());
        WritableHealthCheckRepository repository = healthChecks();
        if (repository != null) {
            health = new ProducerHealthCheck(endpoint.maskedUri(), connection.health(), DuneErrors::of);
            health.setEnabled(endpoint.getComponent().isHealthCheckProducerEnabled());
            repository.addHealthCheck(health);
        }
    }

    /** Camel's repository of producers' checks, which is there with camel-health only. */
    private WritableHealthCheckRepository healthChecks() {
        return HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
    }

    @Override
    protected void doStop() throws Exception {
        if (health != null) {
            healthChecks().removeHealthCheck(health);
            health = null;
        }
        if (pending != null) {
            pending.stop();
        }
        if (connection != null) {
            connection.close();
        }
        super.doStop();
    }
}
