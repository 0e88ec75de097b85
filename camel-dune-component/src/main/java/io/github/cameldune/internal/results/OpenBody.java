package io.github.cameldune.internal.results;

import io.github.cameldune.internal.client.PageBody;
import java.util.concurrent.CancellationException;

/** The body that is being read, so that another thread can end the reading by closing it. Thread-safe. */
final class OpenBody {

    private PageBody body;
    private boolean closed;

    /**
     * Called before each request.
     *
     * @throws CancellationException if nobody needs the page any more
     */
    synchronized void check() {
        if (closed) {
            throw new CancellationException("the rows were closed");
        }
    }

    /**
     * Called with each body that came.
     *
     * @throws CancellationException if nobody needs the page any more; the body is closed then
     */
    synchronized void hold(PageBody opened) {
        if (closed) {
            opened.close();
        }
        check();
        body = opened;
    }

    synchronized void release() {
        if (body != null) {
            body.close();
            body = null;
        }
    }

    synchronized void close() {
        closed = true;
        release();
    }
}
