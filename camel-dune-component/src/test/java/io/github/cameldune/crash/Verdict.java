package io.github.cameldune.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.RecordedRequest;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges from outside what was delivered: by what the queue's consumer got and the stub was asked. */
final class Verdict {

    private final List<Fate> fates;
    private final Map<String, List<Delivery>> deliveries;
    private final Map<String, List<Instant>> requests;

    Verdict(Scene scene) {
        fates = scene.fates();
        deliveries = scene.inbox().deliveries().stream().collect(Collectors.groupingBy(Delivery::id));
        requests = scene.dune().requests().stream()
                .collect(Collectors.groupingBy(
                        RecordedRequest::executionId, Collectors.mapping(RecordedRequest::at, Collectors.toList())));
    }

    /** How many deliveries repeated one that was made before. */
    long duplicates() {
        return deliveries.values().stream()
                .mapToLong(all -> all.size()
                        - all.stream().map(Delivery::eventId).distinct().count())
                .sum();
    }

    void check() {
        assertThat(deliveries.keySet()).isSubsetOf(fates.stream().map(Fate::id).collect(Collectors.toSet()));
        for (Fate fate : fates) {
            List<Delivery> all = deliveries.getOrDefault(fate.id(), List.of());
            assertThat(all)
                    .as("states delivered of the execution that was to end as %s", fate)
                    .extracting(Delivery::state)
                    .contains(fate.end());
            checkOrder(all);
            all.forEach(delivery -> checkDelivery(fate, delivery));
            checkPreviousStates(all);
        }
    }

    private void checkDelivery(Fate fate, Delivery delivery) {
        assertThat(delivery.eventId()).isEqualTo(fate.id() + ':' + delivery.state());
        assertThat(delivery.number()).as("correlation header of %s", delivery).isEqualTo(fate.number());
        assertThat(delivery.state()).isIn("QUERY_STATE_PENDING", "QUERY_STATE_EXECUTING", fate.end());
        assertThat(requests.get(fate.id()))
                .as("a request that can have been answered as %s, of %s", delivery, fate)
                .anyMatch(at -> !at.isBefore(fate.earliest(delivery)) && at.isBefore(delivery.at()));
    }

    private static void checkOrder(List<Delivery> all) {
        assertThat(all).as("order of states").isSortedAccordingTo((a, b) -> Integer.compare(a.rank(), b.rank()));
    }

    /** A state is only named as the one before when it was delivered before, and the same each time. */
    private static void checkPreviousStates(List<Delivery> all) {
        Set<String> before = new HashSet<>();
        for (Delivery delivery : all) {
            if (delivery.previous() != null) {
                assertThat(before).as("states before %s", delivery).contains(delivery.previous());
            }
            before.add(delivery.state());
        }
        all.stream().collect(Collectors.groupingBy(Delivery::eventId)).values().forEach(same -> assertThat(same)
                .as("deliveries of one event")
                .extracting(Delivery::previous)
                .containsOnly(same.get(0).previous()));
    }
}
