package io.github.cameldune.benchmark;

import io.github.cameldune.DuneConstants;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** A process that starts Camel, fetches one status and is done. */
public final class FirstStatus {

    private FirstStatus() {}

    /**
     * Fetches a status.
     *
     * @param args the route's URI, the server's port
     * @throws Exception if no status comes
     */
    public static void main(String[] args) throws Exception {
        try (CamelContext context = Routes.context(args[0], Integer.parseInt(args[1]), 1)) {
            context.start();
            Exchange exchange = context.createProducerTemplate().request(args[0], sent -> sent.getMessage()
                    .setHeader(DuneConstants.EXECUTION_ID, Routes.EXECUTION));
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            // what is compared ends with the first status; stopping Camel is not part of it
            Runtime.getRuntime().halt(0);
        }
    }
}
