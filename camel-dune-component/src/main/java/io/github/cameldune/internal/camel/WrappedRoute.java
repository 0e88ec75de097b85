package io.github.cameldune.internal.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultConsumer;

/**
 * The route of a consumer that another consumer made and runs, as that of {@code master:} does. Camel knows the outer one
 * only, so that it would show neither the inner one's health nor its bean.
 */
public record WrappedRoute(String routeId, DefaultConsumer outer) {

    /** Finds it by the processor, which the outer consumer passes on; null when the consumer is a route's own. */
    public static WrappedRoute of(DefaultConsumer inner) {
        if (inner.getRouteId() != null) {
            return null;
        }
        for (Route route : inner.getEndpoint().getCamelContext().getRoutes()) {
            if (route.getConsumer() instanceof DefaultConsumer outer
                    && outer != inner
                    && outer.getProcessor() == inner.getProcessor()) {
                return new WrappedRoute(route.getRouteId(), outer);
            }
        }
        return null;
    }

    /** Lets the outer consumer have the inner one's health check, unless it has one of its own, and JMX have its bean. */
    public void show(DefaultConsumer inner) {
        if (outer.getHealthCheck() == null) {
            outer.setHealthCheck(inner.getHealthCheck());
        }
        CamelContext camel = inner.getEndpoint().getCamelContext();
        Route route = camel.getRoute(routeId);
        camel.getLifecycleStrategies().forEach(strategy -> strategy.onServiceAdd(camel, inner, route));
    }

    /** Takes both back. */
    public void hide(DefaultConsumer inner) {
        if (outer.getHealthCheck() == inner.getHealthCheck()) {
            outer.setHealthCheck(null);
        }
        CamelContext camel = inner.getEndpoint().getCamelContext();
        Route route = camel.getRoute(routeId);
        camel.getLifecycleStrategies().forEach(strategy -> strategy.onServiceRemove(camel, inner, route));
    }
}
