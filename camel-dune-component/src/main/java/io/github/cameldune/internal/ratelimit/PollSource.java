package io.github.cameldune.internal.ratelimit;

/**
 * Polls with permits of the rate limiter, in turn with producers: the poll queue of the key. It does not wait in line for
 * permits. When one is free it is granted, and the poll is chosen only then. So what is polled is decided when it can be
 * polled, not when it became due.
 *
 * <p>Both methods must not block. {@link #isDue} takes no lock and throws nothing, since the rate limiter holds its own; {@link
 * #granted} is called without a lock of the rate limiter held, never two at a time.
 */
public interface PollSource {

    /**
     * Whether a poll is due: if not, a permit would be given back. With {@code whileRefusedOnly}, while the key is refused,
     * only polls count whose callers want to learn that at once.
     */
    boolean isDue(boolean whileRefusedOnly);

    /** Grants a permit for one poll, to be settled: by {@link Permit#unused()} if nothing is due any more. */
    void granted(Permit permit, boolean whileRefusedOnly);
}
