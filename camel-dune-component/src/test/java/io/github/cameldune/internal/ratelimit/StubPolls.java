package io.github.cameldune.internal.ratelimit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Polls that want a number of permits and keep those that they are granted. */
class StubPolls implements PollSource {

    final List<Permit> permits = new ArrayList<>();
    final List<Boolean> whileRefusedOnly = new ArrayList<>();
    int wants;
    boolean urgent;
    Consumer<Permit> then = permit -> {};

    StubPolls wants(int count) {
        wants = count;
        return this;
    }

    @Override
    public boolean isDue(boolean onlyUrgent) {
        return wants > 0 && (urgent || !onlyUrgent);
    }

    @Override
    public void granted(Permit permit, boolean onlyUrgent) {
        wants--;
        permits.add(permit);
        whileRefusedOnly.add(onlyUrgent);
        then.accept(permit);
    }
}
