package io.github.cameldune;

import io.github.cameldune.internal.context.Connection;
import io.github.cameldune.internal.context.PendingExchanges;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultAsyncProducer;

/** A producer with a connection to Dune, exchanges that wait without a thread, and a health check. */
abstract class DuneConnectedProducer extends DefaultAsyncProducer {

    private final DuneEndpoint endpoint;
    private Connection connection;
    private PendingExchanges pending;
    private DuneProducerHealthCheck health;

    DuneConnectedProducer(DuneEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
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

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        connection = EndpointResources.connect(endpoint, this);
        pending = connection.context().pendingExchanges(endpoint.maskedUri());
        WritableHealthCheckRepository repository = healthChecks();
        if (repository != null) {
            health = new DuneProducerHealthCheck(endpoint.maskedUri(), connection.health());
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
