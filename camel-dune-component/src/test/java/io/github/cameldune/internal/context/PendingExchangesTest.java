package io.github.cameldune.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.internal.time.Cancellable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Exchanges that wait: each is completed once, whatever happens first. */
class PendingExchangesTest {

    private final List<String> called = new ArrayList<>();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final StopSignal signal = new StopSignal();
    private Executor pool = Runnable::run;
    private final PendingExchanges pending = new PendingExchanges("dune://await", task -> pool.execute(task), signal);

    private PendingExchanges.Pending add() {
        return pending.add(exchange, doneSync -> called.add("done"));
    }

    @Test
    void isCompletedOnceThoughTwoWantTo() {
        PendingExchanges.Pending one = add();

        assertThat(one.resume(() -> called.add("first"))).isTrue();
        assertThat(one.resume(() -> called.add("second"))).isFalse();

        assertThat(called).containsExactly("first", "done");
        assertThat(pending.size()).isZero();
    }

    @Test
    void whatTheWorkThrowsIsTheExchangesException() {
        add().resume(() -> {
            throw new OutOfMemoryError("on purpose");
        });

        assertThat(exchange.getException(OutOfMemoryError.class)).isNotNull();
        assertThat(called).containsExactly("done");
    }

    @Test
    void whatTheBeginningOfAWaitThrowsIsTheExchangesException() {
        add().waitOn(() -> {
            throw new RejectedExecutionException("the timer is shut down");
        });

        assertThat(exchange.getException()).isInstanceOf(RejectedExecutionException.class);
        assertThat(called).containsExactly("done");
    }

    @Test
    void completesAlsoWithoutAThread() {
        pool = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };

        add().resume(() -> called.add("work"));

        assertThat(called).containsExactly("work", "done");
    }

    @Test
    void whatWaitsWhenItIsStoppedFailsAndItsWaitIsCancelled() {
        Cancellable wait = () -> called.add("cancelled");
        add().waitOn(() -> wait);

        pending.stop();

        assertThat(exchange.getException())
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("dune://await");
        assertThat(called).containsExactly("done", "cancelled");
    }

    @Test
    void whatComesAfterTheStopFailsAtOnceAndItsWaitIsCancelled() {
        pending.stop();
        PendingExchanges.Pending late = add();
        assertThat(late.isWaiting()).isFalse();

        late.waitOn(() -> () -> called.add("cancelled"));

        assertThat(exchange.getException()).isInstanceOf(RejectedExecutionException.class);
        assertThat(called).containsExactly("done", "cancelled");
    }
}
