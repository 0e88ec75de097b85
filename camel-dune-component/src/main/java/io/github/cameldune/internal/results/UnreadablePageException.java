package io.github.cameldune.internal.results;

/** A page is not what was requested, and is worth another request. The message follows "the page cannot be read: ". */
final class UnreadablePageException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadablePageException(String message) {
        super(message);
    }
}
