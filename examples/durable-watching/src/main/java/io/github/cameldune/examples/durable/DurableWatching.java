package io.github.cameldune.examples.durable;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs the demonstration; or, for those who start the other processes by hand, only what these need around them. */
public final class DurableWatching {

    private DurableWatching() {}

    /**
     * Runs the demonstration, and ends the process with 0 when nothing was lost.
     *
     * @param args nothing; or {@code services} for the broker, the database, the stub of Dune, somebody who sends
     *     requests, and somebody who prints what arrives, until the process is ended
     * @throws Exception if something does not start
     */
    public static void main(String[] args) throws Exception {
        Transcript transcript = new Transcript(System.out);
        if (args.length == 0) {
            System.exit(demonstrate(transcript) ? 0 : 1);
        }
        if (!args[0].equals("services")) {
            System.err.println("The argument is services, or none for the whole demonstration; not " + args[0]);
            System.exit(2);
        }
        serve(transcript);
    }

    private static boolean demonstrate(Transcript transcript) throws Exception {
        try (Demonstration demonstration =
                new Demonstration(Script.LIVE, transcript, Path.of("target/demonstration"))) {
            // also when somebody presses Ctrl-C
            Runtime.getRuntime().addShutdownHook(new Thread(demonstration::killAll, "kill all"));
            // and when Maven alone is ended
            ProcessHandle.current().parent().ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(1)));
            return demonstration.run().isEmpty();
        }
    }

    private static void serve(Transcript transcript) throws Exception {
        try (Services services = Services.onUsualPorts(Path.of("target/services"));
                Inbox inbox = new Inbox(services.brokerUrl(), transcript);
                Requests requests = new Requests(services, Script.BY_HAND, transcript)) {
            transcript.line("services", services.toString());
            inbox.open();
            requests.open();
            new CountDownLatch(1).await();
        }
    }
}
