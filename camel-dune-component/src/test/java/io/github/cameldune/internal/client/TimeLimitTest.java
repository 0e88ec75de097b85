package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.client.ExecutionId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that hang or drip, with real sockets: no thread waits for them for ever. */
@Timeout(60)
class TimeLimitTest {

    private static final ExecutionId ID = new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1");
    private static final RowsRequest ROWS = new RowsRequest(ID, null, true, Map.of());

    private final VirtualTimer time = new VirtualTimer();

    private ClientFixture inVirtualTime(RawServer server) {
        return new ClientFixture(server, new ClientFixture.Options().time(time));
    }

    /** Lets time pass until the request is over. */
    private <T> T passing(Duration step, Callable<T> request) throws Exception {
        FutureTask<T> task = new FutureTask<>(request);
        Thread thread = new Thread(task);
        thread.start();
        await().atMost(50, TimeUnit.SECONDS).until(() -> {
            time.pass(step);
            return task.isDone();
        });
        return task.get();
    }

    private static void head(OutputStream out, int length) throws IOException {
        out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n").getBytes());
        out.flush();
    }

    /** Sends blanks, which JSON may begin with, more often than any socket timeout. */
    private static void drip(OutputStream out) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(50, TimeUnit.MILLISECONDS)) {
            out.write(' ');
            out.flush();
        }
    }

    @Test
    void anAnswerThatDripsIsBrokenOffByTheTotalTime() throws Exception {
        try (RawServer server = new RawServer((request, out) -> {
                    head(out, 100_000);
                    drip(out);
                    return false;
                });
                ClientFixture dune = inVirtualTime(server)) {
            Answer<?> answer = passing(Duration.ofSeconds(7), () -> dune.client.status(ID));

            assertThat(answer.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(answer.statusCode()).isZero();
            assertThat(answer.cause())
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("Dune gave no complete answer within PT1M (connectTimeout + responseTimeout)");
        }
    }

    @Test
    void aHeadThatDripsIsBrokenOffToo() throws Exception {
        try (RawServer server = new RawServer((request, out) -> {
                    out.write("HTTP/1.1 200 ".getBytes());
                    drip(out);
                    return false;
                });
                ClientFixture dune = inVirtualTime(server)) {
            Answer<?> answer = passing(Duration.ofSeconds(7), () -> dune.client.rows(ROWS));

            assertThat(answer.cause()).hasMessageContaining("no complete answer within PT1M");
        }
    }

    @Test
    void noAnswerAtAllIsATimeoutOfTheSocket() {
        try (RawServer server = new RawServer((request, out) -> new CountDownLatch(1).await(1, TimeUnit.MINUTES));
                ClientFixture dune =
                        new ClientFixture(server, new ClientFixture.Options().timeout(Duration.ofMillis(300)))) {
            assertThat(dune.client.status(ID).cause()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aPageMayTakeLongerThanBothTimeoutsTogetherAsLongAsItGoesOn() throws IOException {
        try (RawServer server = new RawServer((request, out) -> {
                    out.write(RawServer.response("200 OK", "x".repeat(20)));
                    return true;
                });
                ClientFixture dune = inVirtualTime(server);
                PageBody page = dune.client.rows(ROWS).value()) {
            for (int i = 0; i < 20; i++) {
                assertThat(page.content().read()).isEqualTo('x');
                time.pass(Duration.ofMinutes(1));
            }
            assertThat(page.content().read()).isNegative();
        }
    }

    @Test
    void aPageThatStallsIsATimeout() throws Exception {
        try (RawServer server = new RawServer((request, out) -> {
                    head(out, 20);
                    out.write("xxxxx".getBytes());
                    out.flush();
                    return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                });
                ClientFixture dune = inVirtualTime(server);
                PageBody page = dune.client.rows(ROWS).value()) {
            assertThat(page.content().readNBytes(5)).hasSize(5);

            assertThatThrownBy(() ->
                            passing(Duration.ofSeconds(7), () -> page.content().read()))
                    .hasRootCauseInstanceOf(SocketException.class)
                    .cause()
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("Dune sent nothing of a page of rows within PT30S (responseTimeout)");
        }
    }

    @Test
    void aPageIsGivenBackTwiceWithoutHarmAndALongRestIsNotRead() throws IOException {
        CountDownLatch gone = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, out) -> {
                    if (request.number() > 1) {
                        out.write(RawServer.response("200 OK", "x"));
                        return true;
                    }
                    head(out, Integer.MAX_VALUE);
                    try {
                        drip(out);
                    } catch (IOException e) {
                        gone.countDown();
                    }
                    return false;
                });
                ClientFixture dune = new ClientFixture(server)) {
            PageBody page = dune.client.rows(ROWS).value();
            assertThat(page.content().read()).isEqualTo(' ');
            page.close();
            page.close();

            assertThat(gone).satisfies(latch -> assertThat(latch.await(30, TimeUnit.SECONDS))
                    .isTrue());
            assertThat(dune.client.rows(ROWS).isOk()).isTrue();
        }
    }

    @Test
    void closingTheTransportEndsRequestsThatHang() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(2);
        try (RawServer server = new RawServer((request, out) -> {
                    asked.countDown();
                    return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                });
                ClientFixture dune = new ClientFixture(server)) {
            AtomicReference<Answer<?>> status = new AtomicReference<>();
            AtomicReference<Answer<?>> submitted = new AtomicReference<>();
            Thread one = new Thread(() -> status.set(dune.client.status(ID)));
            Thread other =
                    new Thread(() -> submitted.set(dune.client.submit(new Submission(1L, null, Map.of(), null))));
            one.start();
            other.start();
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

            dune.transport.close();
            one.join();
            other.join();

            assertThat(status.get().verdict()).isEqualTo(Verdict.FAILED);
            assertThat(submitted.get().verdict()).isEqualTo(Verdict.FAILED);
            assertThat(server.requests).hasSize(2);
            assertThat(dune.client.status(ID).verdict())
                    .as("after that nothing is sent")
                    .isEqualTo(Verdict.FAILED);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void asManyRequestsAsMaxConcurrentRequestsHaveAConnectionEach() throws InterruptedException {
        int count = 40;
        CountDownLatch all = new CountDownLatch(count);
        try (RawServer server = new RawServer((request, out) -> {
                    all.countDown();
                    all.await();
                    out.write(RawServer.response("200 OK", "{\"state\":\"QUERY_STATE_PENDING\"}"));
                    return true;
                });
                ClientFixture dune =
                        new ClientFixture(server, new ClientFixture.Options().maxConcurrentRequests(count))) {
            Thread[] threads = new Thread[count];
            for (int i = 0; i < count; i++) {
                threads[i] = new Thread(() -> dune.client.status(ID));
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(server.connections()).isEqualTo(count);
        }
    }
}
