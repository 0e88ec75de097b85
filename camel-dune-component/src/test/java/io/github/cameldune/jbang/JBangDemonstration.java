package io.github.cameldune.jbang;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cameldune.stub.DuneStub;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the YAML files of {@code examples/kamelets-jbang} with Camel JBang against a stub of Dune, and checks the log. */
public final class JBangDemonstration {

    private static final String WRONG = "Error: Line 3:14: mismatched input 'form'";

    private JBangDemonstration() {}

    /**
     * Runs the demonstration. The process ends with 0 when Camel JBang logged each transition, else with 1.
     *
     * @param args the folder of the example
     * @throws Exception if the process cannot be started
     */
    public static void main(String[] args) throws Exception {
        try (DuneStub dune = DuneStub.start()) {
            String completed = dune.execution()
                    .state("PENDING")
                    .state("EXECUTING")
                    .completed()
                    .start();
            String failed = dune.execution()
                    .state("EXECUTING")
                    .failed("syntax_error", WRONG, 3, 14)
                    .start();
            String asked = dune.execution().stays("EXECUTING").start();
            List<String> missing = new ArrayList<>(List.of(
                    completed + " is QUERY_STATE_PENDING",
                    completed + " is QUERY_STATE_EXECUTING",
                    completed + " is QUERY_STATE_COMPLETED",
                    failed + " is QUERY_STATE_EXECUTING",
                    failed + " failed: syntax_error, " + WRONG,
                    "\"execution_id\":\"" + asked + "\""));
            camel(
                    Path.of(args[0]),
                    missing,
                    "run",
                    "failed-executions.camel.yaml",
                    "status.camel.yaml",
                    "application.properties",
                    "--logging-color=false",
                    "--max-seconds=60",
                    "--prop=executions=" + completed + "," + failed,
                    "--prop=execution=" + asked,
                    "--prop=camel.component.dune.base-url=" + dune.baseUrl(),
                    "--prop=camel.component.dune.api-key=" + dune.apiKey());
            System.out.println(missing.isEmpty() ? "Everything was logged." : "Not logged: " + missing);
            System.exit(missing.isEmpty() ? 0 : 1);
        }
    }

    /** Runs {@code camel} until nothing is missing in its log, or it ends. */
    private static void camel(Path folder, List<String> missing, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CamelJBang.class.getName()));
        command.addAll(List.of(arguments));
        Process camel = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader log = camel.inputReader(UTF_8)) {
            for (String line = log.readLine(); line != null && !missing.isEmpty(); line = log.readLine()) {
                System.out.println(line);
                String read = line;
                missing.removeIf(read::contains);
            }
        } finally {
            camel.destroy();
            camel.waitFor();
        }
    }
}
