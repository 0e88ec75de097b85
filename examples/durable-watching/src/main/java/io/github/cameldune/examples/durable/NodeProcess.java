package io.github.cameldune.examples.durable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of the example: plain Camel Main, whose routes and beans are all in YAML. What it logs goes to a file, and the
 * lines that matter to the transcript.
 */
final class NodeProcess {

    // in case the demonstration itself is killed, which then cannot end its processes
    private static final String LONGEST_LIFE_SECONDS = "300";

    private final String name;
    private final Transcript transcript;
    private final Process process;
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    /**
     * Starts a process.
     *
     * @param profile which of the files application-….properties it takes
     * @param properties what is different from the files of properties
     */
    NodeProcess(String name, String profile, Map<String, String> properties, Path folder, Transcript transcript) {
        this.name = name;
        this.transcript = transcript;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dcamel.main.profile=" + profile,
                "-Dcamel.main.duration-max-seconds=" + LONGEST_LIFE_SECONDS,
                "-Dnode=" + name));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("org.apache.camel.main.Main");
        try {
            Files.createDirectories(folder);
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path log = folder.resolve(name + "-" + process.pid() + ".log");
        Thread reader = new Thread(() -> read(log), name + " reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Path log) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log), true)) {
            String line;
            while ((line = lines.readLine()) != null) {
                copy.println(line);
                see(line);
            }
        } catch (IOException e) {
            transcript.line(name, "cannot be read any more: " + e);
        }
        started.completeExceptionally(new IllegalStateException(name + " ended; see " + log));
    }

    private void see(String line) {
        if (line.contains(" started in ")) {
            transcript.line(name, "is ready, process " + pid());
            started.complete(null);
        } else if (line.contains("Leadership taken") && line.contains("success")) {
            transcript.line(name, "is the leader");
        } else if (line.contains(" register - ")) {
            transcript.line(name, line.substring(line.indexOf(" - ") + 3));
        } else if (line.contains(" ERROR ")) {
            transcript.line(name, line);
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    void awaitStarted(Duration longest) throws Exception {
        try {
            started.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(name + " did not start within " + longest.toSeconds() + " s", e);
        }
    }

    /** Ends it as {@code kill -9} does: without a chance to put anything in order. */
    void kill() {
        // its handle, because the process itself would close what it wrote before that was read
        process.toHandle().destroyForcibly();
    }

    /** Waits until it is gone. */
    void awaitEnd() {
        process.onExit().join();
    }

    /** Asks it to end, as {@code kill} and Ctrl-C do, and waits. */
    void stop(Duration longest) throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
            awaitEnd();
        }
    }
}
