package io.github.cameldune.faults;

import java.net.SocketException;

/**
 * One row of the matrix: a way in which asking goes wrong.
 *
 * @param name as the page says it
 * @param meaning what it says about the key or the execution
 * @param thrown what {@code dune:status} throws
 * @param where in the course of a request it happens
 * @param wire what happens, of a fault of an answer; else null
 */
record WireFault(String name, Meaning meaning, Class<? extends Exception> thrown, Where where, Wire wire) {

    /** What a fault says. */
    enum Meaning {
        /** Nothing: asking failed, and may go well next time. */
        NOTHING,
        /** That Dune does not know the execution. */
        UNKNOWN,
        /** That Dune does not serve the key. */
        KEY,
        /** That the key made too many requests. */
        LIMIT,
        /** That this execution costs more than is left of the billing cycle. */
        BILLING
    }

    /** When a fault happens. */
    enum Where {
        CONNECT,
        HANDSHAKE,
        ANSWER,
        SLOW_ANSWER
    }

    WireFault(String name, Meaning meaning, Class<? extends Exception> thrown, Wire wire) {
        this(name, meaning, thrown, Where.ANSWER, wire);
    }

    /** Whether the request is made once more: a connection that was kept may have been closed meanwhile. */
    boolean isTriedOnceMore() {
        return thrown == SocketException.class && where == Where.ANSWER;
    }

    /** Whether it makes the component pause for minutes. */
    boolean pauses() {
        return meaning == Meaning.KEY || meaning == Meaning.LIMIT;
    }
}
