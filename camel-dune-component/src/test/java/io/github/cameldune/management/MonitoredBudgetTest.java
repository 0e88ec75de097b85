package io.github.cameldune.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.RequestCounts;
import org.junit.jupiter.api.Test;

class MonitoredBudgetTest {

    private final MonitoredBudget monitored = new MonitoredBudget(1, null, new RequestCounts());

    @Test
    void namesEachEndpointOnce() {
        monitored.usedBy("dune://watch");
        monitored.usedBy("dune://status");
        monitored.usedBy("dune://status");

        assertThat(monitored.endpoints()).containsExactly("dune://status", "dune://watch");
    }

    @Test
    void doesNotGrowWithTheEndpointsOfToD() {
        for (int i = 0; i < 1_000; i++) {
            monitored.usedBy("dune://status?executionId=" + i);
        }

        assertThat(monitored.endpoints()).hasSize(100);
    }
}
