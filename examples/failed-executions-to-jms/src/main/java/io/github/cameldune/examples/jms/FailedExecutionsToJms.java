package io.github.cameldune.examples.jms;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.main.Main;

/**
 * Starts the broker, the stub of Dune unless Dune itself is asked, and Camel. It ends by itself when all executions have
 * ended and what became of them has arrived.
 */
public final class FailedExecutionsToJms {

    private FailedExecutionsToJms() {}

    /**
     * Runs the demonstration. The process ends with 0 when everything arrived where it belongs, else with 1.
     *
     * @param args not used; the environment variables DUNE_API_KEY, EXECUTION_IDS and CONSOLE_PORT are, and the system
     *     property keep: for so many seconds it goes on once everything has arrived
     * @throws Exception if the broker or Camel does not start
     */
    public static void main(String[] args) throws Exception {
        boolean well;
        try {
            well = run(System.getenv(), System.out);
        } catch (Pages.PortTakenException e) {
            System.out.println(e.getMessage());
            well = false;
        }
        System.exit(well ? 0 : 1);
    }

    static boolean run(Map<String, String> environment, PrintStream out) throws Exception {
        String ids = environment.getOrDefault("EXECUTION_IDS", "");
        if (ids.isBlank()) {
            out.println("Asking a stub of Dune. To ask Dune itself, set DUNE_API_KEY and EXECUTION_IDS.");
            try (Scenario scenario = new Scenario(1)) {
                return run(new Main(), new Board(out, scenario.size()), scenario, Duration.ofMinutes(1));
            }
        }
        if (environment.getOrDefault("DUNE_API_KEY", "").isBlank()) {
            out.println("EXECUTION_IDS is set and DUNE_API_KEY is not. Set both to ask Dune, or none for the stub.");
            return false;
        }
        int count =
                (int) Stream.of(ids.split(",")).map(String::strip).distinct().count();
        out.println("Asking Dune. Executions to watch: " + count);
        // Dune itself ends executions after 30 minutes
        return run(new Main(), new Board(out, count), null, Duration.ofMinutes(35));
    }

    /** Runs to the end; the scenario is null when it is Dune that is asked. */
    static boolean run(Main main, Board board, Scenario scenario, Duration longest) throws Exception {
        EmbeddedActiveMQ broker = start(main, board, scenario);
        try {
            board.await(longest);
            board.keep(Duration.ofSeconds(Integer.getInteger("keep", 0)));
        } finally {
            main.stop();
            broker.stop();
        }
        return board.summary(scenario);
    }

    /** Starts everything; who calls stops Camel and the broker, in that order. */
    static EmbeddedActiveMQ start(Main main, Board board, Scenario scenario) throws Exception {
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfigResourcePath("broker.xml");
        broker.start();
        try {
            main.bind("board", board);
            if (scenario != null) {
                main.bind("scenario", scenario);
                scenario.settings().forEach(main::addOverrideProperty);
            }
            main.init();
            if (scenario != null) {
                // not earlier, or they would be halfway through before anybody looks
                main.getCamelContext().getPropertiesComponent().addOverrideProperty("executions", scenario.begin());
            }
            Pages pages = Pages.of(main.getCamelContext());
            if (pages != null) {
                pages.requireFreePort();
                board.pages(pages.urls());
            }
            board.begin();
            main.start();
            return broker;
        } catch (Exception e) {
            broker.stop();
            throw e;
        }
    }
}
