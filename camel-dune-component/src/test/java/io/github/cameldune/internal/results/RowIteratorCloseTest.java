package io.github.cameldune.internal.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.PageBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing while another thread reads ahead. */
@Timeout(60)
class RowIteratorCloseTest {

    private final FakeDune dune = new FakeDune().withRows(30);
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void aPageThatIsBeingReadLosesItsConnection() throws Exception {
        dune.faults.add(null);
        dune.faults.add(request -> stalled());
        RowIterator rows = open();
        rows.next();
        arrived.await();
        rows.close();
        assertThatIdle();
        assertThat(dune.openBodies).isZero();
        assertThat(dune.requests).hasSize(2);
        assertThatThrownBy(rows::hasNext).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCallerThatWaitsForAPageIsReleased() throws Exception {
        dune.faults.add(null);
        dune.faults.add(request -> stalled());
        RowIterator rows = open();
        rows.next();
        Thread closer = new Thread(() -> {
            try {
                arrived.await();
                rows.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        closer.start();
        assertThatThrownBy(() -> rows.forEachRemaining(row -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        closer.join();
    }

    @Test
    void aRequestThatWaitsForAPermitIsInterrupted() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        dune.faults.add(null);
        dune.faults.add(request -> {
            arrived.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new CancellationException("interrupted");
            }
            throw new AssertionError("never reached");
        });
        RowIterator rows = open();
        rows.next();
        arrived.await();
        rows.close();
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatIdle();
    }

    private RowIterator open() throws InterruptedException {
        // as a cancelled request does
        dune.onClose = closed::countDown;
        RowsOptions options = new RowsOptions(10, null, 0, null, null, null, null, false, 1 << 20);
        return dune.reader(options, executor).stream(FakeDune.EXECUTION, e -> e);
    }

    /** A body that brings nothing until its request is cancelled. */
    private Answer<PageBody> stalled() {
        InputStream content = new InputStream() {
            @Override
            public int read() throws IOException {
                arrived.countDown();
                awaitUninterruptibly(closed);
                throw new IOException("closed");
            }
        };
        return dune.body(content, null);
    }

    /** As a blocking read of a socket does, which no interrupt ends. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }

    private void assertThatIdle() throws InterruptedException {
        executor.shutdown();
        assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
}
