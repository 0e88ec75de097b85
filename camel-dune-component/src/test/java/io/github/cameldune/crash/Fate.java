package io.github.cameldune.crash;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.StubExecutionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * What an execution on the stub is bound to become.
 *
 * @param number the correlation header it is registered with
 * @param executing when it leaves {@code PENDING}, at the earliest
 * @param ended when it ends, at the earliest
 * @param end its terminal state, as the component spells it
 */
record Fate(String id, int number, Instant submitted, Instant executing, Instant ended, String end) {

    private static final List<String> ENDS =
            List.of("COMPLETED", "COMPLETED_PARTIAL", "FAILED", "CANCELLED", "CANCELED", "EXPIRED");

    /** Starts an execution that goes on by time. */
    static Fate start(DuneStub dune, Random random, int number) {
        Duration pending = Duration.ofMillis(random.nextInt(2000));
        Duration executing = Duration.ofMillis(random.nextInt(3000));
        String end = ENDS.get(random.nextInt(ENDS.size()));
        StubExecutionBuilder builder =
                dune.execution().pendingFor(pending).executingFor(executing).stays(end);
        Instant now = Instant.now();
        Instant started = now.plus(pending);
        return new Fate(
                builder.start(),
                number,
                now,
                started,
                started.plus(executing),
                "QUERY_STATE_" + (end.equals("CANCELLED") ? "CANCELED" : end));
    }

    /** The earliest instant at which a request can have seen the state of a delivery. */
    Instant earliest(Delivery delivery) {
        return switch (delivery.rank()) {
            case 0 -> submitted;
            case 1 -> executing;
            default -> ended;
        };
    }
}
