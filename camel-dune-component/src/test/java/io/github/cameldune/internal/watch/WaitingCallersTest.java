package io.github.cameldune.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A task finds a caller that waits, or is refused. */
class WaitingCallersTest {

    private static final Runnable TASK = () -> {};

    private final WaitingCallers callers = new WaitingCallers();

    @Test
    void aTaskIsRefusedWhileNoCallerWaits() {
        assertThatThrownBy(() -> callers.execute(TASK)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aCallerThatWaitsGetsOneTask() throws Exception {
        callers.enter();
        callers.execute(TASK);

        assertThatThrownBy(() -> callers.execute(TASK)).isInstanceOf(RejectedExecutionException.class);
        assertThat(callers.take(0)).isSameAs(TASK);
        assertThat(callers.take(0)).isNull();
    }

    @Test
    void aCallerWhoseTimeIsOverWaitsStill() throws Exception {
        callers.enter();

        assertThat(callers.take(TimeUnit.MILLISECONDS.toNanos(1))).isNull();
        callers.execute(TASK);
        assertThat(callers.take(0)).isSameAs(TASK);
    }

    @Test
    void aTaskWakesACallerThatWaits() throws Exception {
        callers.enter();
        Thread other = new Thread(() -> callers.execute(TASK));
        other.start();

        assertThat(callers.take(TimeUnit.MINUTES.toNanos(1))).isSameAs(TASK);
        other.join();
    }

    @Test
    void aCallerThatLeavesGetsNoTaskAfterwards() {
        callers.enter();

        assertThat(callers.leave()).isNull();
        assertThatThrownBy(() -> callers.execute(TASK)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aTaskThatCameMeanwhileIsRunByTheCallerThatLeaves() {
        callers.enter();
        callers.execute(TASK);

        assertThat(callers.leave()).isSameAs(TASK);
    }

    @Test
    void twoCallersGetATaskEach() throws Exception {
        callers.enter();
        callers.enter();
        callers.execute(TASK);
        callers.execute(TASK);

        assertThatThrownBy(() -> callers.execute(TASK)).isInstanceOf(RejectedExecutionException.class);
        assertThat(callers.take(0)).isSameAs(TASK);
        assertThat(callers.take(0)).isSameAs(TASK);
    }
}
