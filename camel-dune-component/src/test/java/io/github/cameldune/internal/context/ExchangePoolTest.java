package io.github.cameldune.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.internal.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exchanges that wait for one another get threads; those that make progress share a few. */
class ExchangePoolTest {

    private static final Duration CHECK = Duration.ofMillis(200);

    private final VirtualTime time = new VirtualTime();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            ExchangePool.size(), ExchangePool.size(), 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    private final ExchangePool pool = new ExchangePool(threads, time);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void exchangesThatWaitForOneThatIsQueuedBehindThemGoOn() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(2 * ExchangePool.size());
        for (int i = 0; i < 2 * ExchangePool.size(); i++) {
            pool.execute(() -> {
                await(last);
                all.countDown();
            });
        }
        pool.execute(last::countDown);

        time.advance(CHECK.multipliedBy(4));

        assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void returnsToAFewThreadsAndChecksNoMoreWhenNothingIsQueued() throws InterruptedException {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(ExchangePool.size() + 1);
        for (int i = 0; i <= ExchangePool.size(); i++) {
            pool.execute(() -> {
                await(hold);
                all.countDown();
            });
        }
        time.advance(CHECK.multipliedBy(2));
        assertThat(threads.getMaximumPoolSize()).isGreaterThan(ExchangePool.size());
        hold.countDown();
        assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();

        time.advance(CHECK.multipliedBy(100));

        assertThat(threads.getMaximumPoolSize()).isEqualTo(ExchangePool.size());
        assertThat(time.pending()).isZero();
    }

    @Test
    void aTimerThatIsShutDownHoldsUpNothing() throws InterruptedException {
        ExchangePool stopping = new ExchangePool(threads, (delay, task) -> {
            throw new RejectedExecutionException();
        });
        CountDownLatch all = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            stopping.execute(all::countDown);
        }

        assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
