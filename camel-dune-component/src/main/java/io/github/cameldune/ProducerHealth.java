package io.github.cameldune;

import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/** The health check of a producer while that is started. */
final class ProducerHealth {

    private final DuneEndpoint endpoint;
    private WritableHealthCheckRepository repository;
    private DuneProducerHealthCheck check;

    ProducerHealth(DuneEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Adds the check to Camel's repository of them, which is there with camel-health only. */
    void start(DuneConnection connection) {
        repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (repository != null) {
            check = new DuneProducerHealthCheck(endpoint.maskedUri(), connection.reachability());
            check.setEnabled(endpoint.getComponent().isHealthCheckProducerEnabled());
            repository.addHealthCheck(check);
        }
    }

    void stop() {
        if (check != null) {
            repository.removeHealthCheck(check);
            check = null;
        }
    }
}
