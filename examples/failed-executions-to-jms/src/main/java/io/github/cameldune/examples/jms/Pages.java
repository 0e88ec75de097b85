package io.github.cameldune.examples.jms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.apache.camel.CamelContext;

/**
 * What can be opened in a browser while the example runs.
 *
 * @param host where the pages' server listens
 * @param port on which port
 */
record Pages(String host, int port) {

    /** Somebody else listens there. */
    static final class PortTakenException extends Exception {

        private static final long serialVersionUID = 1L;

        private PortTakenException(int port, Throwable cause) {
            super(
                    "Port " + port
                            + " is taken, on which the dev console, the health checks and the metrics should be. Choose another"
                            + " with the environment variable CONSOLE_PORT.",
                    cause);
        }
    }

    /** As application.properties says; null when the pages are disabled. */
    static Pages of(CamelContext context) {
        if (!"true".equals(context.resolvePropertyPlaceholders("{{camel.management.enabled}}"))) {
            return null;
        }
        return new Pages(
                context.resolvePropertyPlaceholders("{{camel.management.host}}"),
                Integer.parseInt(context.resolvePropertyPlaceholders("{{camel.management.port}}")));
    }

    /** Makes sure that the server will be able to listen: Camel would only log that it cannot, and go on without. */
    void requireFreePort() throws PortTakenException {
        try (ServerSocket socket = new ServerSocket()) {
            // as Camel's server does: a connection of the last run that is not quite over yet is no hindrance
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new PortTakenException(port, e);
        }
    }

    List<String> urls() {
        String server = "http://" + host + ":" + port;
        return List.of(server + "/q/dev/dune", server + "/observe/health", server + "/observe/metrics");
    }
}
