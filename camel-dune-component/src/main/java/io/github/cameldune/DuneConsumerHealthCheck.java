package io.github.cameldune;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.spi.HttpResponseAware;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * Camel's health check of a scheduled consumer, and down as well between polls while the last thing known is that Dune or
 * the watch store cannot be used: a refused key is asked with so rarely that most polls have nothing to fail at.
 */
class DuneConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final DunePollConsumer consumer;

    DuneConsumerHealthCheck(DunePollConsumer consumer, String id) {
        super(consumer, id);
        this.consumer = consumer;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result result = super.call(options);
        Exception problem = isEnabled() ? consumer.problem() : null;
        if (problem == null || result.getState() == State.DOWN) {
            return result;
        }
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(this)
                .details(result.getDetails())
                .down()
                .message("Watching is held up on route " + consumer.getRouteId() + ": " + problem.getMessage())
                .error(problem);
        if (problem instanceof HttpResponseAware answered && answered.getHttpResponseCode() > 0) {
            builder.detail(HTTP_RESPONSE_CODE, answered.getHttpResponseCode());
        }
        return builder.build();
    }
}
