package io.github.cameldune.internal.management;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ConcurrentModificationException;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Finds the registry of Micrometer as camel-micrometer does. Loaded only where Micrometer is. */
final class MeterBinding {

    /** {@code MicrometerConstants.METRICS_REGISTRY_NAME} of camel-micrometer, which need not be there. */
    private static final String NAME = "metricsRegistry";

    /** More in a row there are none, unless something binds beans without end. */
    private static final int MOST_SEARCHES = 100;

    private MeterBinding() {}

    /** Binds the meters and returns what takes them away; null if the context has no registry of Micrometer, or several and none of that name. */
    static Runnable bind(CamelContext context, Monitor monitor) {
        MeterRegistry registry = find(context.getRegistry(), CompositeMeterRegistry.class);
        if (registry == null) {
            registry = find(context.getRegistry(), MeterRegistry.class);
        }
        if (registry == null) {
            return null;
        }
        DuneMeters meters = new DuneMeters(registry, context.getName(), monitor);
        monitor.listen(meters);
        return meters::close;
    }

    private static <T extends MeterRegistry> T find(Registry beans, Class<T> type) {
        T named = beans.lookupByNameAndType(NAME, type);
        if (named != null) {
            return named;
        }
        Set<T> all = all(beans, type);
        return all.size() == 1 ? all.iterator().next() : null;
    }

    /** Camel's registry is not made for threads: a bean that is bound meanwhile breaks a search off. */
    private static <T> Set<T> all(Registry beans, Class<T> type) {
        for (int search = 0; search < MOST_SEARCHES; search++) {
            try {
                return beans.findByType(type);
            } catch (ConcurrentModificationException e) {
                Thread.yield();
            }
        }
        // the next route or producer that starts looks again
        return Set.of();
    }
}
