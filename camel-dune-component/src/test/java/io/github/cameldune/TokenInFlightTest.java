package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages of one token that come while the request of the first is in flight wait for it, without a permit. */
class TokenInFlightTest {

    private static final String EXECUTE = "dune:execute?queryId=4242";

    private final ExecutorService senders = Executors.newFixedThreadPool(16);
    private DuneStub dune;
    private DuneTestContext context;

    @BeforeEach
    void start() {
        dune = DuneStub.start();
        dune.query(4242);
        context = new DuneTestContext(dune, options -> {
            options.setMaxConcurrentRequests(4);
            options.setRateLimitTimeout(1000);
        });
    }

    @AfterEach
    void stop() {
        context.close();
        dune.close();
        senders.shutdownNow();
    }

    private Exchange send(String token) {
        return context.send(EXECUTE, Map.of(DuneConstants.REQUEST_TOKEN, token));
    }

    private Stream<CompletableFuture<Exchange>> sendMany(int messages) {
        return IntStream.range(0, messages)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> send("same"), senders))
                .toList()
                .stream();
    }

    @Test
    void othersFindPermitsMeanwhile() {
        CountDownLatch release = new CountDownLatch(1);
        dune.failSubmissions(Fault.held(release));
        Stream<CompletableFuture<Exchange>> sent = sendMany(6);
        await().until(() -> dune.requestCount() == 1);

        Exchange other = send("other");

        release.countDown();
        assertThat(other.getException()).isNull();
        assertThat(sent.map(CompletableFuture::join))
                .allSatisfy(exchange -> assertThat(exchange.getException()).isNull())
                .extracting(exchange -> exchange.getMessage().getHeader(DuneConstants.EXECUTION_ID))
                .doesNotContainNull();
        assertThat(dune.submissions(4242)).hasSize(2);
    }

    @Test
    void whatWaitedMakesNoRequestInThePauseThatA429Asked() {
        dune.failSubmissions(Fault.tooManyRequests("20").delayed(Duration.ofMillis(500)));

        assertThat(sendMany(6).map(CompletableFuture::join))
                .allSatisfy(exchange -> assertThat(exchange.getException()).isInstanceOf(DuneRateLimitException.class));

        assertThat(dune.requestCount()).isEqualTo(1);
    }
}
