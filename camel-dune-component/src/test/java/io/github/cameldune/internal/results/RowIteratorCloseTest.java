package io.github.cameldune.internal.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.PageBody;
import io.github.cameldune.internal.client.RowsRequest;
import java.io.IOException;
import java.io.InputStream;
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
        RowIterator rows = open(dune);
        rows.next();
        arrived.await();
        rows.close();
        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatIdle();
        assertThat(dune.requests).hasSize(2);
        assertThatThrownBy(rows::hasNext).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCallerThatWaitsForAPageIsReleased() throws Exception {
        dune.faults.add(null);
        dune.faults.add(request -> stalled());
        RowIterator rows = open(dune);
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
        RowIterator rows = open(new PageSource() {
            private boolean isFirst = true;

            @Override
            public Answer<PageBody> page(RowsRequest request) throws InterruptedException {
                if (isFirst) {
                    isFirst = false;
                    return dune.page(request);
                }
                arrived.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
                throw new AssertionError("never reached");
            }

            @Override
            public Answer<ExecutionStatus> status(ExecutionId id) {
                throw new AssertionError("not needed");
            }
        });
        rows.next();
        arrived.await();
        rows.close();
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatIdle();
    }

    @Test
    void aPageThatArrivesAfterTheCloseIsGivenBackUnread() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        dune.faults.add(null);
        dune.faults.add(request -> {
            arrived.countDown();
            awaitUninterruptibly(answer);
            return stalled();
        });
        RowIterator rows = open(dune);
        rows.next();
        arrived.await();
        rows.close();
        answer.countDown();
        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatIdle();
        assertThat(dune.requests).hasSize(2);
    }

    private RowIterator open(PageSource source) throws InterruptedException {
        RowsOptions options = new RowsOptions(10, null, 0, null, null, null, null, false, 1 << 20);
        return new RowsReader(source, executor, dune.pauses::add, RowsListener.NONE)
                .stream(FakeDune.EXECUTION, options, e -> e);
    }

    /** A body that brings nothing until it is closed, as a connection does. */
    private Answer<PageBody> stalled() {
        InputStream content = new InputStream() {
            @Override
            public int read() throws IOException {
                arrived.countDown();
                awaitUninterruptibly(closed);
                throw new IOException("closed");
            }
        };
        return Answer.ok(new PageBody(content, null, closed::countDown), 200, null);
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
