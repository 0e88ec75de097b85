package io.github.cameldune.internal.schedule;

import io.github.cameldune.client.ExecutionId;
import java.time.Instant;

/** Execution ids as Dune makes them: ten digits of milliseconds, then what makes each unlike the others. */
public final class Ulids {

    private static final String BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private Ulids() {}

    public static ExecutionId at(Instant submitted, int number) {
        StringBuilder text = new StringBuilder();
        for (int shift = 45; shift >= 0; shift -= 5) {
            text.append(BASE_32.charAt((int) (submitted.toEpochMilli() >> shift & 31)));
        }
        return new ExecutionId(text + "%016d".formatted(number));
    }
}
