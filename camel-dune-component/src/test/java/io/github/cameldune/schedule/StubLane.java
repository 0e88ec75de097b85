package io.github.cameldune.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A lane that wants a number of permits, all equally urgent, and keeps those it is granted. */
class StubLane implements Lane {

    final List<Permit> permits = new ArrayList<>();
    double urgency = 1;
    int wants;
    boolean wantsEarly;
    Consumer<Permit> then = permit -> {};

    StubLane wants(int count) {
        wants = count;
        return this;
    }

    @Override
    public double urgency(Instant now, boolean early) {
        return wants > 0 || early && wantsEarly ? urgency : Double.NaN;
    }

    @Override
    public void granted(Permit permit, boolean early) {
        wants--;
        permits.add(permit);
        then.accept(permit);
    }
}
