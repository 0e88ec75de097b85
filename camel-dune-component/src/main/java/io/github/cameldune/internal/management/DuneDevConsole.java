package io.github.cameldune.internal.management;

import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;

/**
 * Camel's dev console {@code dune}: the watches of each consumer, the counts of each watch list, the rate limits
 * of each API key. Shows no key. Thread-safe.
 */
@DevConsole(
        name = "dune",
        displayName = "Dune",
        description = "Executions that are watched on Dune, and rate limits of API keys")
public class DuneDevConsole extends AbstractDevConsole {

    /** Which watches to show, by execution id or state: exact, a beginning and {@code *}, or a regular expression. */
    public static final String FILTER = "filter";

    /** How many watches of each consumer to show, those first that are due first; 100 by default. */
    public static final String LIMIT = "limit";

    /** Made by Camel. */
    public DuneDevConsole() {
        super("camel", "dune", "Dune", "Executions that are watched on Dune, and rate limits of API keys");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        try {
            ConsoleOptions wanted = ConsoleOptions.of(options);
            return Monitor.of(getCamelContext())
                    .map(monitor -> ConsoleText.of(monitor, wanted))
                    .orElse("No endpoint of the component was started.");
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        try {
            ConsoleOptions wanted = ConsoleOptions.of(options);
            return Monitor.of(getCamelContext())
                    .map(monitor -> ConsoleJson.of(monitor, wanted))
                    .orElseGet(JsonObject::new);
        } catch (IllegalArgumentException e) {
            JsonObject error = new JsonObject();
            error.put("error", e.getMessage());
            return error;
        }
    }
}
