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
        agenda.add("a", START, at(5), Urgency.OF_UNKNOWN);

        assertThat(agenda.markDue(at(4.999))).isZero();
        assertThat(agenda.takeMostUrgent(at(4.999), false)).isNull();
        assertThat(agenda.markDue(at(5))).isEqualTo(1);
        assertThat(agenda.markDue(at(6))).isZero();
        assertThat(agenda.takeMostUrgent(at(6), false).subject()).isEqualTo("a");
    }

    @Test
    void takesTheGreatestSquareOfStalenessOverAgeWhereNothingIsKnown() {
        // both were never asked: the older one is the more stale
        AgendaItem<String> old = due("old", at(-400), at(0));
        AgendaItem<String> young = due("young", at(-4), at(0));

        assertThat(agenda.urgency(at(0), false)).isEqualTo(200);
        assertThat(agenda.takeMostUrgent(at(0), false)).isSameAs(old);
        agenda.reschedule(old, at(10));
        agenda.markDue(at(10));
        // 10² ÷ 820 against 14² ÷ 28
        assertThat(agenda.takeMostUrgent(at(10), false)).isSameAs(young);
    }

    @Test
    void itemBeingAskedAboutIsNotTakenAgainUntilItIsRescheduled() {
        AgendaItem<String> item = due("a", START, at(1));
        agenda.takeMostUrgent(at(1), false);

        agenda.markDue(at(100));

        assertThat(agenda.takeMostUrgent(at(100), false)).isNull();
        assertThat(agenda.urgency(at(100), false)).isNaN();
        assertThat(agenda.size()).isEqualTo(1);
        agenda.reschedule(item, at(101));
        agenda.markDue(at(101));
        assertThat(agenda.takeMostUrgent(at(101), false)).isSameAs(item);
    }

    @Test
    void remembersWhenItWasAskedAbout() {
        AgendaItem<String> item = due("a", START, at(1));
        assertThat(item.lastAsked()).isEmpty();

        agenda.takeMostUrgent(at(2), false);

        assertThat(item.lastAsked()).contains(at(2));
        assertThat(item.nextDue()).isEqualTo(at(1));
    }

    @Test
    void removedItemIsNeitherTakenNorRescheduled() {
        AgendaItem<String> waiting = agenda.add("waiting", START, at(1), Urgency.OF_UNKNOWN);
        AgendaItem<String> due = due("due", START, at(0));
        AgendaItem<String> asking = due("asking", at(-100), at(0));
        assertThat(agenda.takeMostUrgent(at(0), false)).isSameAs(asking);

        assertThat(List.of(waiting, due, asking)).allMatch(agenda::remove).noneMatch(agenda::remove);
        agenda.reschedule(asking, at(1));
        agenda.askNow(waiting, at(1));

        assertThat(agenda.size()).isZero();
        assertThat(agenda.markDue(at(10))).isZero();
        assertThat(agenda.takeMostUrgent(at(10), false)).isNull();
        assertThat(agenda.earliest()).isEmpty();
    }

    @Test
    void earliestIsThatOfTheWaitingItemsOnly() {
        agenda.add("late", START, at(9), Urgency.OF_UNKNOWN);
        AgendaItem<String> early = agenda.add("early", START, at(3), Urgency.OF_UNKNOWN);

        assertThat(agenda.earliest()).contains(at(3));
        agenda.markDue(at(3));
        assertThat(agenda.earliest()).contains(at(9));
        agenda.reschedule(early, at(7));
        assertThat(agenda.earliest()).contains(at(7));
    }

    @Test
    void asksNowAboutAWaitingItem() {
        AgendaItem<String> item = agenda.add("a", START, at(1000), Urgency.OF_UNKNOWN);

        agenda.askNow(item, at(1));

        assertThat(agenda.dueCount()).isEqualTo(1);
        assertThat(agenda.takeMostUrgent(at(1), false)).isSameAs(item);
        assertThat(item.nextDue()).isEqualTo(at(1));
    }

    @Test
    void asksOnceMoreAboutAnItemWhoseRequestWasUnderWayWhenSomebodyWantedToKnow() {
        AgendaItem<String> item = due("a", START, at(1));
        agenda.takeMostUrgent(at(1), false);

        agenda.askNow(item, at(2));
        assertThat(agenda.takeMostUrgent(at(2), false)).isNull();
        agenda.reschedule(item, at(3), NextAsk.notBefore(Duration.ofMinutes(10)));

        assertThat(item.nextDue()).isEqualTo(at(2));
        assertThat(agenda.takeMostUrgent(at(3), false)).isSameAs(item);
        agenda.reschedule(item, at(4), NextAsk.notBefore(Duration.ofMinutes(10)));
        assertThat(agenda.takeMostUrgent(at(4), false)).isNull();
        assertThat(agenda.size()).isEqualTo(1);
    }

    @Test
    void betterSubmissionChangesTheUrgencyOfADueItem() {
        AgendaItem<String> item = due("a", at(0), at(0));

        item.submittedAt(at(-100));

        assertThat(item.submittedAt()).isEqualTo(at(-100));
        assertThat(item.age(at(0))).isEqualTo(Duration.ofSeconds(100));
        assertThat(agenda.urgency(at(0), false)).isEqualTo(50);
    }

    @Test
    void ageIsZeroForASubmissionInTheFuture() {
        AgendaItem<String> item = agenda.add("a", at(60), at(0), Urgency.OF_UNKNOWN);

        assertThat(item.age(at(0))).isZero();
    }

    @Test
    void takesInstantsBeyondTheEndOfTime() {
        agenda.add("a", Instant.MAX, Instant.MAX, Urgency.OF_UNKNOWN);
        agenda.add("b", Instant.MIN, Instant.MIN, Urgency.OF_UNKNOWN);

        assertThat(agenda.markDue(START)).isEqualTo(1);
        assertThat(agenda.takeMostUrgent(START, false).subject()).isEqualTo("b");
    }

    @Test
    void countsErrorsUntilAnAnswer() {
        AgendaItem<String> item = agenda.add("a", START, START, Urgency.OF_UNKNOWN);

        assertThat(item.failed()).isEqualTo(1);
        assertThat(item.failed()).isEqualTo(2);
        assertThat(item.errorsInRow()).isEqualTo(2);
        item.answered();
        assertThat(item.errorsInRow()).isZero();
    }

    @Test
    void takesEarlyWhatIsMoreUrgentThanWhatIsDueButOnlyIfItMay() {
        AgendaItem<String> due = due("due", at(-4), at(0));
        AgendaItem<String> waiting = agenda.add("waiting", at(-100), at(0), Urgency.OF_UNKNOWN);
        agenda.reschedule(waiting, at(0), new NextAsk(Duration.ofSeconds(1), Duration.ofSeconds(60), fast()));

        assertThat(agenda.takeMostUrgent(at(0.9), true)).isSameAs(due);
        assertThat(agenda.takeMostUrgent(at(1.1), false)).isNull();
        agenda.reschedule(due, at(1.1));
        agenda.markDue(at(1.1));
        assertThat(agenda.urgency(at(1.1), true)).isGreaterThan(1);
        assertThat(agenda.takeMostUrgent(at(1.1), true)).isSameAs(waiting);
    }

    @Test
    void takesNothingEarlyThatARequestWouldHardlyGain() {
        AgendaItem<String> old = agenda.add("old", at(-3600), at(0), Urgency.OF_UNKNOWN);
        agenda.markDue(at(0));
        agenda.takeMostUrgent(at(0), false);
        agenda.reschedule(old, at(0), new NextAsk(Duration.ofSeconds(1), Duration.ofSeconds(60), Urgency.OF_UNKNOWN));

        assertThat(agenda.takeMostUrgent(at(5), true)).isNull();
        assertThat(agenda.takeMostUrgent(at(15), true)).isSameAs(old);
    }

    @Test
    void takesNothingEarlyAfterAFailure() {
        AgendaItem<String> failed = due("a", at(-100), at(0));
        agenda.takeMostUrgent(at(0), false);
        agenda.reschedule(failed, at(0), NextAsk.notBefore(Duration.ofSeconds(30)));

        assertThat(agenda.takeMostUrgent(at(29), true)).isNull();
        assertThat(agenda.takeMostUrgent(at(30), true)).isSameAs(failed);
    }

    /** Of what may have ended at any moment. */
    private static Urgency fast() {
        return Urgency.ofWaits(new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f});
    }

    @Test
    void agreesWithASimpleModelUnderRandomOperations() {
        Random random = new Random(7);
        List<AgendaItem<String>> waiting = new ArrayList<>();
        List<AgendaItem<String>> due = new ArrayList<>();
        List<AgendaItem<String>> asking = new ArrayList<>();
        double now = 0;
        for (int step = 0; step < 20_000; step++) {
            now += random.nextDouble();
            switch (random.nextInt(6)) {
                case 0, 1 ->
                    waiting.add(agenda.add(
                            "" + step,
                            at(now - random.nextInt(100)),
                            at(now + random.nextInt(50)),
                            Urgency.OF_UNKNOWN));
                case 2 -> {
                    Instant limit = at(now);
                    Set<AgendaItem<String>> marked = new HashSet<>(waiting);
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
                        assertThat(agenda.urgency(present, false)).isNaN();
                    } else {
                        assertThat(agenda.urgency(present, false)).isCloseTo(most, within(1e-9));
                    }
                    AgendaItem<String> taken = agenda.takeMostUrgent(present, false);
                    assertThat(due.remove(taken)).isEqualTo(taken != null);
                    if (taken != null) {
                        asking.add(taken);
                    }
                }
                case 4 -> {
                    if (!asking.isEmpty()) {
                        AgendaItem<String> item = asking.remove(random.nextInt(asking.size()));
                        agenda.reschedule(item, at(now + random.nextInt(50)));
                        waiting.add(item);
                    }
                }
                default -> {
                    for (List<AgendaItem<String>> place : List.of(waiting, due, asking)) {
                        if (!place.isEmpty()) {
                            agenda.remove(place.remove(random.nextInt(place.size())));
                        }
                    }
                }
            }
            assertThat(agenda.size()).isEqualTo(waiting.size() + due.size() + asking.size());
            assertThat(agenda.dueCount()).isEqualTo(due.size());
            assertThat(agenda.earliest())
                    .isEqualTo(waiting.stream().map(AgendaItem::nextDue).min(Comparator.naturalOrder()));
        }
    }

    private static double urgency(AgendaItem<String> item, Instant now) {
        Duration staleness = Duration.between(item.lastAsked().orElse(item.submittedAt()), now);
        return Urgency.OF_UNKNOWN.at(
                Durations.seconds(staleness), Durations.seconds(Duration.between(item.submittedAt(), now)));
    }

    private AgendaItem<String> due(String subject, Instant submittedAt, Instant firstDue) {
        AgendaItem<String> item = agenda.add(subject, submittedAt, firstDue, Urgency.OF_UNKNOWN);
        agenda.markDue(firstDue);
        return item;
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }
}
