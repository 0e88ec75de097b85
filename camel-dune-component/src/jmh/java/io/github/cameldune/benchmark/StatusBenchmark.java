package io.github.cameldune.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Statuses per second of each {@link Variant}. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
public class StatusBenchmark {

    private static final int CONNECTIONS = 32;

    /** Which one. */
    @Param({Variant.DUNE, Variant.TO, Variant.TO_D, Variant.CLIENT, Variant.BARE})
    public String variant;

    private ServerProcess server;
    private Variant opened;

    /**
     * Starts the server and opens the variant.
     *
     * @throws Exception if that fails
     */
    @Setup
    public void start() throws Exception {
        server = new ServerProcess();
        opened = Variant.open(variant, server.port(), CONNECTIONS);
    }

    /**
     * Ends both.
     *
     * @throws Exception if that fails
     */
    @TearDown
    public void stop() throws Exception {
        opened.close();
        server.close();
    }

    /**
     * One status.
     *
     * @return what came
     * @throws Exception if none came
     */
    @Benchmark
    public Object status() throws Exception {
        return opened.fetch();
    }
}
