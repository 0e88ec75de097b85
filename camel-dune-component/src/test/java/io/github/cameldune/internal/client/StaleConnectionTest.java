package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.client.ExecutionId;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;

/** Connections that the server closes without a word: no request fails because of one, and no POST is sent twice. */
class StaleConnectionTest {

    private static final ExecutionId ID = new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1");
    private static final byte[] PENDING = RawServer.response("200 OK", "{\"state\":\"QUERY_STATE_PENDING\"}");
    private static final byte[] SUBMITTED = RawServer.response("200 OK", "{\"execution_id\":\"" + ID + "\"}");
    private static final Submission SUBMISSION = new Submission(1L, null, Map.of(), null);

    @Test
    void aServerThatClosesAfterEachAnswerMakesNoRequestFail() {
        try (RawServer server = new RawServer((request, out) -> {
                    out.write(request.line().startsWith("POST") ? SUBMITTED : PENDING);
                    return false;
                });
                ClientFixture dune = new ClientFixture(server)) {
            for (int i = 0; i < 20; i++) {
                assertThat(dune.client.status(ID).isOk()).isTrue();
                assertThat(dune.client.submit(SUBMISSION).isOk()).isTrue();
            }
            assertThat(server.requests).hasSize(40);
        }
    }

    @Test
    void anHttpComponentOfTheUserIsNoWorse() {
        try (RawServer server = new RawServer((request, out) -> {
                    out.write(request.line().startsWith("POST") ? SUBMITTED : PENDING);
                    return false;
                });
                ClientFixture dune =
                        new ClientFixture(server, new ClientFixture.Options().httpComponent(new HttpComponent()))) {
            for (int i = 0; i < 20; i++) {
                assertThat(dune.client.status(ID).isOk()).isTrue();
                assertThat(dune.client.submit(SUBMISSION).isOk()).isTrue();
            }
            assertThat(server.requests).hasSize(40);
        }
    }

    @Test
    void aRestartOfTheServerIsNotSeenAlthoughAllIdleConnectionsAreDead() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(3);
        try (RawServer server = new RawServer((request, out) -> {
                    all.countDown();
                    all.await();
                    out.write(PENDING);
                    return true;
                });
                ClientFixture dune = new ClientFixture(server)) {
            Thread[] threads = new Thread[3];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = new Thread(() -> dune.client.status(ID));
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(server.connections()).isEqualTo(3);

            server.closeConnections();

            assertThat(dune.client.status(ID).isOk()).isTrue();
            assertThat(server.connections()).isEqualTo(4);
        }
    }

    @Test
    void aPostThatTheServerMayHaveReadIsNotSentAgain() {
        try (RawServer server = new RawServer((request, out) -> {
                    if (request.number() == 1) {
                        out.write(PENDING);
                        return true;
                    }
                    return false;
                });
                ClientFixture dune = new ClientFixture(server)) {
            assertThat(dune.client.status(ID).isOk()).isTrue();

            Answer<Submitted> answer = dune.client.submit(SUBMISSION);

            assertThat(answer.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(answer.cause())
                    .isInstanceOf(NoHttpResponseException.class)
                    .isNotInstanceOf(StaleConnectionException.class);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void aGetIsSentAgainOnceAndOnlyWithoutAByteOfAnAnswer() {
        try (RawServer server = new RawServer((request, out) -> {
                    if (request.number() == 1) {
                        out.write(PENDING);
                        return true;
                    }
                    if (request.number() == 3) {
                        out.write("HTTP/1.1 2".getBytes());
                    }
                    return false;
                });
                ClientFixture dune = new ClientFixture(server)) {
            assertThat(dune.client.status(ID).isOk()).isTrue();
            // on the used connection nothing comes; on the new one the head breaks off
            assertThat(dune.client.status(ID).verdict()).isEqualTo(Verdict.FAILED);
            assertThat(server.requests).hasSize(3);
            // on a new connection nothing comes: that is no matter of idleness
            assertThat(dune.client.status(ID).verdict()).isEqualTo(Verdict.FAILED);
            assertThat(server.requests).hasSize(4);
        }
    }

    @Test
    void aBrokenHeadOnAUsedConnectionIsAFailure() {
        try (RawServer server = new RawServer((request, out) -> {
                    out.write(request.number() == 1 ? PENDING : "HTTP/1.1 2".getBytes());
                    return request.number() == 1;
                });
                ClientFixture dune = new ClientFixture(server)) {
            assertThat(dune.client.status(ID).isOk()).isTrue();
            assertThat(dune.client.status(ID).verdict()).isEqualTo(Verdict.FAILED);
            await().during(50, TimeUnit.MILLISECONDS).until(() -> server.requests.size() == 2);
        }
    }

    @Test
    void aPostHasAConnectionOfItsOwnAndLeavesItToTheNextGet() {
        try (RawServer server = new RawServer((request, out) -> {
                    out.write(request.line().startsWith("POST") ? SUBMITTED : PENDING);
                    return true;
                });
                ClientFixture dune = new ClientFixture(server)) {
            dune.client.status(ID);
            dune.client.submit(SUBMISSION);
            dune.client.status(ID);
            dune.client.submit(SUBMISSION);

            assertThat(server.requests)
                    .extracting(RawServer.Request::connection)
                    .containsExactly(1, 2, 2, 3);
        }
    }
}
