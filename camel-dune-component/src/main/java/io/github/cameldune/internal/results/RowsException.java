package io.github.cameldune.internal.results;

/** Rows cannot be read; {@link #failure()} says why. Internal: the component throws an exception of its own instead. */
public final class RowsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Not serialised: it never leaves the process. */
    private final transient RowsFailure failure;

    public RowsException(RowsFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    /** Why. */
    public RowsFailure failure() {
        return failure;
    }
}
