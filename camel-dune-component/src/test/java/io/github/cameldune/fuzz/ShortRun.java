package io.github.cameldune.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * Runs a fuzz test over its corpus, and over the same variations of it each time: what the suite can afford. The fuzzer
 * itself, which learns from the branches that an input takes, runs with the profile {@code fuzz} over the same corpus.
 */
public final class ShortRun {

    /** A fuzz test: it throws when what it was given does not do what it should. */
    @FunctionalInterface
    public interface Target {

        /**
         * Tries one input.
         *
         * @param input any bytes
         */
        void accept(byte[] input);
    }

    private static final int VARIATIONS = 1_000;

    private static final long SEED = 20_261_124;

    private ShortRun() {}

    /**
     * Runs one fuzz test.
     *
     * @param test its class; the corpus is where Jazzer looks for it, in the folder {@code <class>Inputs/<method>}
     * @param method its name
     * @param target the test itself
     */
    public static void of(Class<?> test, String method, Target target) {
        List<byte[]> corpus = corpus(test, method);
        run(target, new byte[0]);
        corpus.forEach(input -> run(target, input));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        Variation variation = new Variation(corpus, random);
        for (int i = 0; i < VARIATIONS; i++) {
            run(target, variation.next());
        }
    }

    private static void run(Target target, byte[] input) {
        try {
            target.accept(input);
        } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
            // to be put into the corpus, with `base64 -d`
            throw new AssertionError(
                    "Input of " + input.length + " bytes '" + shown(input) + "', in base 64 "
                            + Base64.getEncoder().encodeToString(input),
                    e);
        }
    }

    private static String shown(byte[] input) {
        return new String(input, 0, Math.min(input.length, 500), StandardCharsets.UTF_8);
    }

    private static List<byte[]> corpus(Class<?> test, String method) {
        URL folder = test.getResource(test.getSimpleName() + "Inputs/" + method);
        if (folder == null) {
            throw new AssertionError("No corpus of " + test.getSimpleName() + "." + method);
        }
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            // in one order everywhere, so that the variations are the same
            return files.sorted().map(ShortRun::bytes).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
