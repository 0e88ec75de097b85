package io.github.cameldune.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A running {@link SoakNode}, and what it said. */
final class SoakProcess implements AutoCloseable {

    /**
     * What the process says of itself, after a garbage collection.
     *
     * @param heap used bytes
     * @param threads live threads
     * @param mbeans registered MBeans
     * @param stored watches in its store
     */
    record Measured(long heap, int threads, int mbeans, int stored) {

        long megabytes() {
            return heap >> 20;
        }
    }

    private final Process process;
    private final PrintStream orders;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final LinkedBlockingQueue<Measured> measured = new LinkedBlockingQueue<>();

    SoakProcess(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlog.level=off",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SoakNode.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        orders = new PrintStream(process.getOutputStream(), true, UTF_8);
    }

    void listen() throws InterruptedException {
        Thread listener = new Thread(this::read, "soak-listener");
        listener.setDaemon(true);
        listener.start();
        if (!ready.await(5, TimeUnit.MINUTES)) {
            throw new AssertionError("the process did not start");
        }
    }

    private void read() {
        try (BufferedReader out = process.inputReader(UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                take(line.split(" "));
            }
        } catch (IOException e) {
            // it has ended; the test misses what it did not say
        }
    }

    private void take(String[] words) {
        switch (words[0]) {
            case SoakNode.READY -> ready.countDown();
            case "taken" -> taken.merge(words[1], 1, Integer::sum);
            case "refused" -> refused.incrementAndGet();
            case "measured" ->
                measured.add(new Measured(
                        Long.parseLong(words[1]),
                        Integer.parseInt(words[2]),
                        Integer.parseInt(words[3]),
                        Integer.parseInt(words[4])));
            default -> throw new AssertionError("unexpected: " + String.join(" ", words));
        }
    }

    void watch(String executionId) {
        synchronized (orders) {
            orders.println("watch " + executionId);
        }
    }

    Measured measure() throws InterruptedException {
        synchronized (orders) {
            orders.println("measure");
        }
        Measured now = measured.poll(2, TimeUnit.MINUTES);
        if (now == null) {
            throw new AssertionError("the process measured nothing; is it alive? " + process.isAlive());
        }
        return now;
    }

    /** How often the route took each exchange, by its event id. */
    Map<String, Integer> taken() {
        return taken;
    }

    long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        orders.close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
