package io.github.cameldune;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.support.PluginHelper;

/** All that Camel shows of a running context, as text, by where it shows it. */
final class ShownTexts {

    private ShownTexts() {}

    /** Attributes of MBeans. */
    static List<String> ofJmx(CamelContext camel) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> values = new ArrayList<>();
        for (ObjectName bean : server.queryNames(
                new ObjectName("org.apache.camel:context=" + camel.getManagementName() + ",*"), null)) {
            values.add(bean.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
                if (attribute.isReadable()) {
                    Object value = server.getAttribute(bean, attribute.getName());
                    values.add(value instanceof Object[] array ? Arrays.deepToString(array) : Objects.toString(value));
                }
            }
        }
        return values;
    }

    /** All routes as XML. */
    static List<String> ofXml(CamelContext camel) throws Exception {
        return List.of(PluginHelper.getModelToXMLDumper(camel).dumpModelAsXml(camel, routes(camel)));
    }

    /** All routes as YAML. */
    static List<String> ofYaml(CamelContext camel) throws Exception {
        return List.of(PluginHelper.getModelToYAMLDumper(camel).dumpModelAsYaml(camel, routes(camel)));
    }

    private static RoutesDefinition routes(CamelContext camel) {
        RoutesDefinition routes = new RoutesDefinition();
        routes.setRoutes(((ModelCamelContext) camel).getRouteDefinitions());
        return routes;
    }

    /** What every dev console there is says, in one of its forms. */
    static List<String> ofConsoles(CamelContext camel, DevConsole.MediaType form) {
        DevConsoleRegistry registry = camel.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        registry.loadDevConsoles(true);
        return registry.stream()
                .filter(console -> console.supportMediaType(form))
                .map(console -> console.getId() + ": " + console.call(form, Map.of()))
                .toList();
    }

    /** Results of all health checks, with their details and errors. */
    static List<String> ofHealth(CamelContext camel) {
        return HealthCheckHelper.invoke(camel, "full").stream()
                .flatMap(result -> Stream.concat(
                        Stream.of(result.toString(), result.getMessage() + " " + result.getDetails()),
                        result.getError().stream().map(ShownTexts::ofException)))
                .toList();
    }

    /** Whether a check is down, whose details then say most. */
    static boolean isAnyDown(CamelContext camel) {
        return HealthCheckHelper.invoke(camel).stream().anyMatch(result -> result.getState() == HealthCheck.State.DOWN);
    }

    /** Of all endpoints. */
    static List<String> ofEndpoints(CamelContext camel) {
        return camel.getEndpoints().stream().map(Object::toString).toList();
    }

    /** Of all threads of the JVM. */
    static List<String> ofThreads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    /** With causes and suppressed ones. */
    static String ofException(Throwable exception) {
        StringWriter trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
