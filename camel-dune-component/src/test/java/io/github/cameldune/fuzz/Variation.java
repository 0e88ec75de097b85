package io.github.cameldune.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Varies inputs of a corpus: bits, bytes and slices changed, left out, repeated, or taken from another input. */
final class Variation {

    private static final byte[] TELLING =
            "\"{}[]:,.-+eE019 \t\r\n\0%/\\?#@*&=;'\u00e9\u2028".getBytes(StandardCharsets.UTF_8);
    private static final int LONGEST = 50_000;

    private final List<byte[]> corpus;
    private final RandomGenerator random;

    Variation(List<byte[]> corpus, RandomGenerator random) {
        this.corpus = corpus;
        this.random = random;
    }

    byte[] next() {
        byte[] input = any().clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            input = change(input);
        }
        return input;
    }

    private byte[] change(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int to = from + random.nextInt(Math.min(input.length - from, 40) + 1);
        return switch (random.nextInt(100) < 3 ? 6 : random.nextInt(6)) {
            case 0 -> flipped(input);
            case 1 -> replaced(input, from, Math.min(input.length, from + 1), telling());
            case 2 -> replaced(input, from, from, telling());
            case 3 -> replaced(input, from, to, new byte[0]);
            case 4 -> replaced(input, from, from, slice(any()));
            case 5 -> replaced(input, from, from, slice(input));
            default -> replaced(input, from, to, repeated(slice(input)));
        };
    }

    private byte[] any() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] telling() {
        return new byte[] {TELLING[random.nextInt(TELLING.length)]};
    }

    private byte[] slice(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int length = random.nextInt(Math.min(input.length - from, 60) + 1);
        byte[] slice = new byte[length];
        System.arraycopy(input, from, slice, 0, length);
        return slice;
    }

    /** Nesting without end, numbers and names that are very long. */
    private byte[] repeated(byte[] slice) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int most = random.nextInt(LONGEST);
        do {
            all.writeBytes(slice);
        } while (slice.length > 0 && all.size() < most);
        return all.toByteArray();
    }

    private byte[] flipped(byte[] input) {
        if (input.length > 0) {
            input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return input;
    }

    private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(input, 0, from);
        all.writeBytes(by);
        all.write(input, to, input.length - to);
        return all.toByteArray();
    }
}
