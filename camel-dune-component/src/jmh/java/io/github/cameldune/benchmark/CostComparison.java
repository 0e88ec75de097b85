package io.github.cameldune.benchmark;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CPU time and bytes of one status, of the whole process: what no throughput shows. The variants take turns in short rounds
 * within one process, and medians count, so that other load on the machine and the compiler disturb all of them alike.
 */
public final class CostComparison {

    private static final int STATUSES = 10_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private record Cost(List<Double> micros, List<Double> bytes) {}

    private CostComparison() {}

    /**
     * Runs it.
     *
     * @param args rounds (20), then names of variants (all)
     * @throws Exception if a status does not come
     */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        List<String> names = args.length > 1
                ? List.of(args).subList(1, args.length)
                : List.of(Variant.DUNE, Variant.TO, Variant.TO_D, Variant.CLIENT, Variant.BARE);
        Map<String, Variant> variants = new LinkedHashMap<>();
        Map<String, Cost> costs = new LinkedHashMap<>();
        try (ServerProcess server = new ServerProcess()) {
            for (String name : names) {
                variants.put(name, Variant.open(name, server.port(), 32));
                costs.put(name, new Cost(new ArrayList<>(), new ArrayList<>()));
            }
            for (int round = -rounds / 2; round < rounds; round++) {
                for (String name : names) {
                    measure(variants.get(name), round < 0 ? null : costs.get(name));
                }
            }
            for (Variant variant : variants.values()) {
                variant.close();
            }
        }
        System.out.printf("%-16s %12s %14s%n", "", "us CPU", "bytes");
        costs.forEach((name, cost) ->
                System.out.printf("%-16s %12.1f %,14.0f%n", name, median(cost.micros()), median(cost.bytes())));
    }

    private static void measure(Variant variant, Cost cost) throws Exception {
        long bytes = allocated();
        long nanos = PROCESS.getProcessCpuTime();
        for (int i = 0; i < STATUSES; i++) {
            variant.fetch();
        }
        nanos = PROCESS.getProcessCpuTime() - nanos;
        bytes = allocated() - bytes;
        if (cost != null) {
            cost.micros().add(nanos / 1e3 / STATUSES);
            cost.bytes().add((double) bytes / STATUSES);
        }
    }

    /** Of all threads that live; none of those that count ends meanwhile. */
    private static long allocated() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
