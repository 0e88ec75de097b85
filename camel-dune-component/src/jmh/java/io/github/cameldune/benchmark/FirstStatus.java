package io.github.cameldune.benchmark;

/** A process that starts Camel, fetches one status and is done. */
public final class FirstStatus {

    private FirstStatus() {}

    /**
     * Fetches a status.
     *
     * @param args the variant, the server's port
     * @throws Exception if no status comes
     */
    public static void main(String[] args) throws Exception {
        try (Variant variant = Variant.open(args[0], Integer.parseInt(args[1]), 1)) {
            variant.fetch();
            // what is compared ends with the first status; stopping Camel is not part of it
            Runtime.getRuntime().halt(0);
        }
    }
}
