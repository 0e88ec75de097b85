package io.github.cameldune.schedule;

import static io.github.cameldune.schedule.VirtualTime.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgendaTest {

    private final Agenda<String> agenda = new Agenda<>();

    @Test
    void itemWaitsUntilItIsMarkedAsDue() {
        agenda.add("a", START, at(5));

        assertThat(agenda.markDue(at(4.999))).isZero();
        assertThat(agenda.takeMostUrgent(at(4.999))).isNull();
        assertThat(agenda.markDue(at(5))).isEqualTo(1);
        assertThat(agenda.markDue(at(6))).isZero();
        assertThat(agenda.takeMostUrgent(at(6)).subject()).isEqualTo("a");
    }

    @Test
    void takesTheGreatestSquareOfStalenessOverAge() {
        // both were never asked: the older one is the more stale
        Agenda.Item<String> old = due("old", at(-400), at(0));
        Agenda.Item<String> young = due("young", at(-4), at(0));

        assertThat(agenda.urgency(at(0))).isEqualTo(400);
        assertThat(agenda.takeMostUrgent(at(0))).isSameAs(old);
        agenda.reschedule(old, at(10));
        agenda.markDue(at(10));
        // 10² ÷ 410 against 14² ÷ 14
        assertThat(agenda.takeMostUrgent(at(10))).isSameAs(young);
    }

    @Test
    void itemBeingAskedAboutIsNotTakenAgainUntilItIsRescheduled() {
        Agenda.Item<String> item = due("a", START, at(1));
        agenda.takeMostUrgent(at(1));

        agenda.markDue(at(100));
        agenda.askNow(item, at(100));

        assertThat(agenda.takeMostUrgent(at(100))).isNull();
        assertThat(agenda.urgency(at(100))).isNaN();
        assertThat(agenda.size()).isEqualTo(1);
        agenda.reschedule(item, at(101));
        agenda.markDue(at(101));
        assertThat(agenda.takeMostUrgent(at(101))).isSameAs(item);
    }

    @Test
    void remembersWhenItWasAskedAbout() {
        Agenda.Item<String> item = due("a", START, at(1));
        assertThat(item.lastAsked()).isEmpty();

        agenda.takeMostUrgent(at(2));

        assertThat(item.lastAsked()).contains(at(2));
        assertThat(item.nextDue()).isEqualTo(at(1));
    }

    @Test
    void removedItemIsNeitherTakenNorRescheduled() {
        Agenda.Item<String> waiting = agenda.add("waiting", START, at(1));
        Agenda.Item<String> due = due("due", START, at(0));
        Agenda.Item<String> asking = due("asking", at(-100), at(0));
        assertThat(agenda.takeMostUrgent(at(0))).isSameAs(asking);

        assertThat(List.of(waiting, due, asking)).allMatch(agenda::remove).noneMatch(agenda::remove);
        agenda.reschedule(asking, at(1));
        agenda.askNow(waiting, at(1));

        assertThat(agenda.size()).isZero();
        assertThat(agenda.markDue(at(10))).isZero();
        assertThat(agenda.takeMostUrgent(at(10))).isNull();
        assertThat(agenda.earliest()).isEmpty();
    }

    @Test
    void earliestIsThatOfTheWaitingItemsOnly() {
        agenda.add("late", START, at(9));
        Agenda.Item<String> early = agenda.add("early", START, at(3));

        assertThat(agenda.earliest()).contains(at(3));
        agenda.markDue(at(3));
        assertThat(agenda.earliest()).contains(at(9));
        agenda.reschedule(early, at(7));
        assertThat(agenda.earliest()).contains(at(7));
    }

    @Test
    void asksNowAboutAWaitingItem() {
        Agenda.Item<String> item = agenda.add("a", START, at(1000));

        agenda.askNow(item, at(1));

        assertThat(agenda.dueCount()).isEqualTo(1);
        assertThat(agenda.takeMostUrgent(at(1))).isSameAs(item);
        assertThat(item.nextDue()).isEqualTo(at(1));
    }

    @Test
    void betterSubmissionChangesTheUrgencyOfADueItem() {
        Agenda.Item<String> item = due("a", at(0), at(0));

        item.submittedAt(at(-100));

        assertThat(item.submittedAt()).isEqualTo(at(-100));
        assertThat(item.age(at(0))).isEqualTo(Duration.ofSeconds(100));
        assertThat(agenda.urgency(at(0))).isEqualTo(100);
    }

    @Test
    void ageIsZeroForASubmissionInTheFuture() {
        Agenda.Item<String> item = agenda.add("a", at(60), at(0));

        assertThat(item.age(at(0))).isZero();
    }

    @Test
    void takesInstantsBeyondTheEndOfTime() {
        agenda.add("a", Instant.MAX, Instant.MAX);
        agenda.add("b", Instant.MIN, Instant.MIN);

        assertThat(agenda.markDue(START)).isEqualTo(1);
        assertThat(agenda.takeMostUrgent(START).subject()).isEqualTo("b");
    }

    @Test
    void countsErrorsUntilAnAnswer() {
        Agenda.Item<String> item = agenda.add("a", START, START);

        assertThat(item.failed()).isEqualTo(1);
        assertThat(item.failed()).isEqualTo(2);
        assertThat(item.errorsInRow()).isEqualTo(2);
        item.answered();
        assertThat(item.errorsInRow()).isZero();
    }

    @Test
    void agreesWithASimpleModelUnderRandomOperations() {
        Random random = new Random(7);
        List<Agenda.Item<String>> waiting = new ArrayList<>();
        List<Agenda.Item<String>> due = new ArrayList<>();
        List<Agenda.Item<String>> asking = new ArrayList<>();
        double now = 0;
        for (int step = 0; step < 20_000; step++) {
            now += random.nextDouble();
            switch (random.nextInt(6)) {
                case 0, 1 ->
                    waiting.add(agenda.add("" + step, at(now - random.nextInt(100)), at(now + random.nextInt(50))));
                case 2 -> {
                    Instant limit = at(now);
                    Set<Agenda.Item<String>> marked = new HashSet<>(waiting);
                    marked.removeIf(item -> item.nextDue().isAfter(limit));
                    assertThat(agenda.markDue(limit)).isEqualTo(marked.size());
                    waiting.removeAll(marked);
                    due.addAll(marked);
                }
                case 3 -> {
                    Instant present = at(now);
                    double most = due.stream()
                            .mapToDouble(item -> urgency(item, present))
                            .max()
                            .orElse(Double.NaN);
                    if (due.isEmpty()) {
                        assertThat(agenda.urgency(present)).isNaN();
                    } else {
                        assertThat(agenda.urgency(present)).isCloseTo(most, within(1e-9));
                    }
                    Agenda.Item<String> taken = agenda.takeMostUrgent(present);
                    assertThat(due.remove(taken)).isEqualTo(taken != null);
                    if (taken != null) {
                        asking.add(taken);
                    }
                }
                case 4 -> {
                    if (!asking.isEmpty()) {
                        Agenda.Item<String> item = asking.remove(random.nextInt(asking.size()));
                        agenda.reschedule(item, at(now + random.nextInt(50)));
                        waiting.add(item);
                    }
                }
                default -> {
                    for (List<Agenda.Item<String>> place : List.of(waiting, due, asking)) {
                        if (!place.isEmpty()) {
                            agenda.remove(place.remove(random.nextInt(place.size())));
                        }
                    }
                }
            }
            assertThat(agenda.size()).isEqualTo(waiting.size() + due.size() + asking.size());
            assertThat(agenda.dueCount()).isEqualTo(due.size());
            assertThat(agenda.earliest())
                    .isEqualTo(waiting.stream().map(Agenda.Item::nextDue).min(Comparator.naturalOrder()));
        }
    }

    private static double urgency(Agenda.Item<String> item, Instant now) {
        Duration staleness = Duration.between(item.lastAsked().orElse(item.submittedAt()), now);
        return PollSchedule.urgency(staleness, Duration.between(item.submittedAt(), now));
    }

    private Agenda.Item<String> due(String subject, Instant submittedAt, Instant firstDue) {
        Agenda.Item<String> item = agenda.add(subject, submittedAt, firstDue);
        agenda.markDue(firstDue);
        return item;
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }
}
