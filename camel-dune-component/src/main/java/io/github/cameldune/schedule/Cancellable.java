package io.github.cameldune.schedule;

/** Something that was arranged for later and can be called off. */
@FunctionalInterface
public interface Cancellable {

    /**
     * Calls it off. May be called from any thread, and more than once.
     *
     * @return true if this call prevented it, false if it had happened, had begun or was called off before
     */
    boolean cancel();
}
