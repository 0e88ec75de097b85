package io.github.cameldune.watch;

import static io.github.cameldune.watch.Watching.BROKEN;
import static io.github.cameldune.watch.Watching.ID;
import static io.github.cameldune.watch.Watching.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.DuneClient;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.schedule.Agenda;
import io.github.cameldune.schedule.AgendaItem;
import io.github.cameldune.schedule.NextAsk;
import io.github.cameldune.schedule.RequestBudget;
import io.github.cameldune.schedule.Urgency;
import io.github.cameldune.schedule.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Asking about the items of an agenda: how many at a time, and what becomes of an item whatever happens. */
class AskerTest implements Asker.Listener<String> {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final RequestBudget budget = new RequestBudget(time, time);
    private final Agenda<String> agenda = new Agenda<>();
    private final Deque<Runnable> pool = new ArrayDeque<>();
    private final List<String> answered = new ArrayList<>();
    private boolean poolIsShutDown;
    private Supplier<Answer> dune = () -> state("PENDING");
    private Supplier<Duration> next = () -> SECOND;
    private final DuneClient client = id -> dune.get();
    private final Asker<String> asker = new Asker<>(agenda, budget, client, this::execute, 2, time, this);

    private void execute(Runnable task) {
        if (poolIsShutDown) {
            throw new RejectedExecutionException();
        }
        pool.add(task);
    }

    private void add(String... subjects) {
        for (String subject : subjects) {
            agenda.add(subject, time.instant().minusSeconds(10), time.instant(), Urgency.OF_UNKNOWN);
        }
    }

    private void markDue() {
        asker.markDue(time.instant());
    }

    private void runPool() {
        for (Runnable task = pool.poll(); task != null; task = pool.poll()) {
            task.run();
        }
    }

    @Override
    public ExecutionId executionOf(String subject) {
        return ID;
    }

    @Override
    public NextAsk answered(AgendaItem<String> item, Answer answer) {
        answered.add(item.subject());
        Duration wait = next.get();
        return wait == null ? null : new NextAsk(SECOND, wait, Urgency.OF_UNKNOWN);
    }

    @Test
    void asksAboutAsManyAtATimeAsItMayAndThenAboutTheRest() {
        asker.open();
        add("a", "b", "c", "d", "e");

        markDue();
        assertThat(pool).hasSize(2);
        runPool();

        assertThat(answered).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
    }

    @Test
    void asksAgainWhenTheListenerSaysAndNeverWhenItSaysSo() {
        asker.open();
        add("a");
        markDue();
        runPool();
        markDue();
        assertThat(pool).isEmpty();

        next = () -> null;
        time.advance(SECOND);
        markDue();
        runPool();

        assertThat(answered).hasSize(2);
        assertThat(agenda.size()).isZero();
    }

    @Test
    void asksNothingWhileClosedAndTakesTheAnswersOfRequestsUnderWay() {
        asker.open();
        add("a", "b", "c");
        markDue();
        asker.close();

        runPool();
        assertThat(answered).hasSize(2);
        time.advance(SECOND);
        markDue();
        assertThat(pool).isEmpty();

        asker.open();
        runPool();
        assertThat(answered).contains("c");
    }

    @Test
    void losesNoItemAndNoPermitWhenThePoolIsShutDown() {
        budget.limit(600);
        asker.open();
        add("a");
        poolIsShutDown = true;
        markDue();
        asker.close();
        assertThat(budget.figures().underWay()).isZero();

        poolIsShutDown = false;
        time.advance(SECOND);
        asker.open();
        markDue();
        runPool();

        assertThat(answered).containsExactly("a");
    }

    @Test
    void asksAgainAfterTheClientOrTheListenerThrewAndGivesThePermitBack() {
        asker.open();
        add("a");
        dune = () -> {
            throw new IllegalStateException("a bug");
        };
        markDue();
        runPool();
        assertThat(budget.figures().underWay()).isZero();

        dune = () -> BROKEN;
        next = () -> {
            throw new IllegalStateException("another bug");
        };
        time.advance(Duration.ofMinutes(1));
        markDue();
        runPool();

        next = () -> SECOND;
        time.advance(Duration.ofMinutes(1));
        markDue();
        runPool();
        assertThat(answered).hasSize(2);
        assertThat(budget.figures().underWay()).isZero();
    }

    @Test
    void asksEarlyOnlyWithALimitAndRequestsToSpare() {
        next = () -> Duration.ofMinutes(1);
        asker.open();
        add("a");
        markDue();
        runPool();
        time.advance(Duration.ofSeconds(10));
        markDue();
        assertThat(pool).isEmpty();

        budget.limit(60);
        time.advance(Duration.ofSeconds(10));
        markDue();
        runPool();

        assertThat(answered).hasSize(2);
    }

    @Test
    void asksNoMoreAboutWhatWasRemovedWhileItWasAskedAbout() {
        asker.open();
        AgendaItem<String> item = agenda.add("a", time.instant(), time.instant(), Urgency.OF_UNKNOWN);
        markDue();
        agenda.remove(item);
        runPool();

        time.advance(Duration.ofMinutes(10));
        markDue();

        assertThat(pool).isEmpty();
        assertThat(agenda.size()).isZero();
    }
}
