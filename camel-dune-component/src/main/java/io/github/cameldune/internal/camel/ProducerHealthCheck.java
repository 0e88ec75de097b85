package io.github.cameldune.internal.camel;

import io.github.cameldune.internal.health.RequestHealth;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.spi.HttpResponseAware;

/**
 * The health check of a producer, one of Camel's {@code producers} repository. It makes no request: it reports how the last
 * request ended that was made with the same key over the same connections.
 */
public final class ProducerHealthCheck implements HealthCheck {

    private final String id;
    private final String endpoint;
    private final RequestHealth requests;
    private final Function<RequestHealth.Failure, Exception> exceptions;
    private volatile boolean enabled = true;

    /** A check that is enabled, of an endpoint by its URI with secrets masked. */
    public ProducerHealthCheck(
            String endpoint, RequestHealth requests, Function<RequestHealth.Failure, Exception> exceptions) {
        this.id = "producer:" + endpoint;
        this.endpoint = endpoint;
        this.requests = requests;
        this.exceptions = exceptions;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** Not a liveness check: a restart would not fix it. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder builder =
                HealthCheckResultBuilder.on(this).detail(ENDPOINT_URI, endpoint).detail(CHECK_KIND, Kind.READINESS);
        if (!enabled) {
            return builder.message("Disabled")
                    .detail(CHECK_ENABLED, false)
                    .unknown()
                    .build();
        }
        requests.answeredAt().ifPresent(at -> builder.detail("dune.last.answer", at.toString()));
        RequestHealth.Failure failure = requests.failure().orElse(null);
        if (failure == null) {
            return builder.up().build();
        }
        Exception problem = exceptions.apply(failure);
        if (problem instanceof HttpResponseAware answered && answered.getHttpResponseCode() > 0) {
            builder.detail(HTTP_RESPONSE_CODE, answered.getHttpResponseCode());
        }
        return builder.down()
                .message("The last request to Dune failed: " + problem.getMessage())
                .error(problem)
                .build();
    }
}
