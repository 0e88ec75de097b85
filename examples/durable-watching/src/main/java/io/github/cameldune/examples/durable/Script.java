package io.github.cameldune.examples.durable;

import java.time.Duration;

/**
 * How much happens in a demonstration, and how fast.
 *
 * @param executions how many executions are registered
 * @param period how often one begins
 * @param shortest how long an execution takes at least
 * @param longest how long an execution takes at most
 * @param endsBeforeKill after how many ends delivered by a leader it is killed
 * @param nobody how long nobody watches, between the second kill and the return of the nodes
 * @param heartbeat how often the leader renews its claim; it counts as dead after three times as long
 */
record Script(
        int executions,
        Duration period,
        Duration shortest,
        Duration longest,
        int endsBeforeKill,
        Duration nobody,
        Duration heartbeat) {

    /** For a person who watches: about a minute. */
    static final Script LIVE = new Script(
            40,
            Duration.ofMillis(700),
            Duration.ofSeconds(2),
            Duration.ofSeconds(12),
            6,
            Duration.ofSeconds(6),
            Duration.ofSeconds(1));

    /** For a test. */
    static final Script SHORT = new Script(
            16,
            Duration.ofMillis(300),
            Duration.ofMillis(500),
            Duration.ofSeconds(4),
            3,
            Duration.ofSeconds(1),
            Duration.ofMillis(400));

    /** For a person who starts the processes by hand: requests never end. */
    static final Script BY_HAND = new Script(
            Integer.MAX_VALUE,
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            0,
            Duration.ZERO,
            Duration.ofSeconds(1));
}
