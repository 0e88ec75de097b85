package io.github.cameldune.internal.camel;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.spi.HttpResponseAware;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * Camel's health check of a scheduled consumer, and down as well between polls while the last thing known is that Dune or
 * the watch store cannot be used: with a refused key, requests are so rare that most polls have nothing to fail at.
 */
public final class ConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final ScheduledPollConsumer consumer;
    private final Supplier<Exception> problem;

    /** A check of that id. The problem is what stands in the way of polling and delivering; null when nothing does. */
    public ConsumerHealthCheck(ScheduledPollConsumer consumer, String id, Supplier<Exception> problem) {
        super(consumer, id);
        this.consumer = consumer;
        this.problem = problem;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result result = super.call(options);
        Exception present = isEnabled() ? problem.get() : null;
        if (present == null || result.getState() == State.DOWN) {
            return result;
        }
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(this)
                .details(result.getDetails())
                .down()
                .message("Watching is held up on route " + consumer.getRouteId() + ": " + present.getMessage())
                .error(present);
        if (present instanceof HttpResponseAware answered && answered.getHttpResponseCode() > 0) {
            builder.detail(HTTP_RESPONSE_CODE, answered.getHttpResponseCode());
        }
        return builder.build();
    }
}
