package io.github.cameldune.internal.management;

import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics, where Micrometer is used: once the Camel context is started and all its beans are there, looks for a registry
 * of Micrometer. Where Micrometer is not on the class path, nothing happens.
 */
public final class Metrics implements StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

    private final Monitor monitor;
    private Runnable unbind;
    private boolean closed;

    /** Not bound yet. */
    public Metrics(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public synchronized void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        if (unbind != null || closed) {
            return;
        }
        try {
            unbind = MeterBinding.bind(context, monitor);
        } catch (NoClassDefFoundError e) {
            LOG.debug("No metrics: Micrometer is not on the class path");
        }
    }

    /** Takes the meters out of the registry, which may outlive the Camel context and be used by the next. */
    public synchronized void close() {
        closed = true;
        if (unbind != null) {
            unbind.run();
            unbind = null;
        }
    }
}
