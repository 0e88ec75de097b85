package io.github.cameldune.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running {@link WatchingNode} or {@link SubmittingNode}. */
final class NodeProcess {

    /** What the kernel makes of SIGKILL: a process that ended by itself, or was asked to, has another code. */
    private static final int KILLED = 128 + 9;

    private final String name;
    private final Process process;

    NodeProcess(String name, String... addresses) throws IOException {
        this(WatchingNode.class, name, addresses);
    }

    NodeProcess(Class<?> main, String name, String... addresses) throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName(),
                name));
        command.addAll(List.of(addresses));
        process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    }

    String name() {
        return name;
    }

    void awaitReady() throws IOException {
        BufferedReader out = process.inputReader(UTF_8);
        String line = out.readLine();
        while (line != null && !line.equals(WatchingNode.READY)) {
            line = out.readLine();
        }
        assertThat(line).as("%s ended before it was ready", name).isNotNull();
    }

    /** Writes a line to its standard input. */
    void tell(String line) throws IOException {
        process.outputWriter(UTF_8).write(line + '\n');
        process.outputWriter(UTF_8).flush();
    }

    /** What it writes to its standard output, to the end of the process. */
    Stream<String> lines() {
        return process.inputReader(UTF_8).lines();
    }

    /** Lets it run for so long. */
    void run(Duration time) throws InterruptedException {
        assertThat(process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS))
                .as("%s ended by itself", name)
                .isFalse();
    }

    /** Kills it without warning; returns when it was dead. */
    Instant kill() throws InterruptedException {
        assertThat(process.isAlive()).as("%s lived until it was killed", name).isTrue();
        process.destroyForcibly();
        assertThat(process.waitFor()).as("exit code of %s", name).isEqualTo(KILLED);
        return Instant.now();
    }

    /** For the end of a test, whatever came of it. */
    void discard() {
        process.destroyForcibly();
    }
}
