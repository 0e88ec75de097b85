package io.github.cameldune.examples.durable;

import java.io.PrintStream;

/** What a person sees: a line for each thing that happens, with the time and who says it. Thread-safe. */
final class Transcript {

    private final PrintStream out;
    private final long start = System.nanoTime();

    Transcript(PrintStream out) {
        this.out = out;
    }

    void line(String who, String what) {
        out.printf("%6.1f s  %-14s  %s%n", seconds(), who, what);
    }

    /** Begins a part of the demonstration. */
    void title(String text) {
        out.printf("%n== %s%n", text);
    }

    /** A line of the summary. */
    void sum(String text) {
        out.println(text);
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
