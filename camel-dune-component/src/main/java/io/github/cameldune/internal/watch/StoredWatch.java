package io.github.cameldune.internal.watch;

/**
 * A watch with the text that the store holds for it: compare-and-set needs that very text, which another version may
 * have written differently.
 */
record StoredWatch(Watch watch, String text) {

    /** Whether both are what one {@code dune:watch} began, however far it has come since. */
    boolean isOfSameWatch(StoredWatch other) {
        return watch.registeredAt().equals(other.watch.registeredAt());
    }

    static StoredWatch of(Watch watch) {
        return new StoredWatch(watch, WatchJson.write(watch));
    }
}
