package io.github.cameldune;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code dune:status} keeps to the budget of its key. A context each, since budgets live as long as their context. */
class StatusBudgetTest extends StubTestSupport {

    private static String id;

    private DuneTestContext context;

    @BeforeAll
    static void start() {
        id = dune.execution().completed().start();
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    private void open(Consumer<DuneConfiguration> options) {
        context = new DuneTestContext(dune, options);
    }

    @Test
    void failsWithoutARequestWhenTheRateLimitTimeoutIsOver() {
        // a burst of 1, and the next permit after more than a minute
        open(options -> options.setRequestsPerMinute(1));
        assertThat(context.send("dune:status", id).getException()).isNull();

        Exchange exchange = context.send("dune:status?rateLimitTimeout=1", id);

        assertThat(exchange.getException())
                .isExactlyInstanceOf(DuneRateLimitException.class)
                .hasMessageContainingAll(id, "rateLimitTimeout=1", "requestsPerMinute")
                .isInstanceOfSatisfying(DuneRateLimitException.class, error -> {
                    assertThat(error.getHttpResponseCode()).isZero();
                    assertThat(error.getExecutionId()).isEqualTo(id);
                    assertThat(error.getExcerpt()).isEmpty();
                    assertThat(error.getRetryAfter())
                            .hasValueSatisfying(wait -> assertThat(wait).isPositive());
                });
        assertThat(dune.requestCount()).isEqualTo(1);
    }

    @Test
    void sharesTheBudgetOfAKeyBetweenEndpoints() {
        open(options -> options.setRequestsPerMinute(1));
        assertThat(context.send("dune:status?connectTimeout=5s", id).getException())
                .isNull();

        Exchange other = context.send("dune:status?rateLimitTimeout=1", id);

        assertThat(other.getException()).isInstanceOf(DuneRateLimitException.class);
        assertThat(dune.requestCount()).isEqualTo(1);
    }

    @Test
    void doesNotShareTheBudgetOfAnotherKey() {
        open(options -> options.setRequestsPerMinute(1));
        assertThat(context.send("dune:status", id).getException()).isNull();

        Exchange other = context.send("dune:status?apiKey=another&rateLimitTimeout=1", id);

        assertThat(other.getException())
                .as("it reached Dune, which does not know that key")
                .isInstanceOf(DuneUnauthorizedException.class);
    }

    @Test
    void takesTheSmallestOfDifferentLimitsAndLogsIt() {
        open(options -> options.setRequestsPerMinute(1000));
        assertThat(context.send("dune:status", id).getException()).isNull();
        try (CapturedLog log = new CapturedLog(Level.WARN)) {
            assertThat(context.send("dune:status?requestsPerMinute=1&rateLimitTimeout=1", id)
                            .getException())
                    .as("the only permit is used up")
                    .isInstanceOf(DuneRateLimitException.class);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("requestsPerMinute", "smallest")
                    .doesNotContain(dune.apiKey());
        }
        assertThat(context.send("dune:status?rateLimitTimeout=1", id).getException())
                .as("the smallest holds for the first endpoint too")
                .isInstanceOf(DuneRateLimitException.class);
        assertThat(dune.requestCount()).isEqualTo(1);
    }

    @Test
    void throwsItsOwn429AtOnceAndLetsTheNextWaitForThePause() {
        open(options -> {});
        dune.fail(id, Fault.tooManyRequests("120"));

        assertThat(context.send("dune:status", id).getException())
                .isInstanceOfSatisfying(DuneRateLimitException.class, error -> assertThat(error.getHttpResponseCode())
                        .isEqualTo(429));
        assertThat(context.send("dune:status?rateLimitTimeout=1", id).getException())
                .isInstanceOfSatisfying(DuneRateLimitException.class, error -> {
                    assertThat(error.getHttpResponseCode()).isZero();
                    assertThat(error.getRetryAfter()).hasValueSatisfying(wait -> assertThat(wait.toSeconds())
                            .isBetween(60L, 120L));
                });
        assertThat(dune.requestCount()).isEqualTo(1);
    }

    @Test
    void capsThePauseThatDuneAsksFor() {
        open(options -> {});
        dune.fail(id, Fault.tooManyRequests("86400"));
        context.send("dune:status", id);

        assertThat(context.send("dune:status?rateLimitTimeout=1", id).getException())
                .isInstanceOfSatisfying(DuneRateLimitException.class, error -> assertThat(error.getRetryAfter())
                        .hasValueSatisfying(wait -> assertThat(wait.toMinutes()).isLessThanOrEqualTo(5)));
    }

    @Test
    void goesOnByItselfWhenThereIsAPermitAgain() throws Exception {
        // 20 permits a second after a burst of 133
        open(options -> options.setRequestsPerMinute(1333));
        List<CompletableFuture<Exchange>> sent = context.sendAsync("dune:status?rateLimitTimeout=60s", id, 150);

        for (CompletableFuture<Exchange> future : sent) {
            assertThat(future.get(30, SECONDS).getException()).isNull();
        }
        assertThat(dune.requestCount()).isEqualTo(150);
    }

    @Test
    void letsThousandsWaitWithoutAThreadForEach() throws Exception {
        open(options -> options.setRequestsPerMinute(1));
        context.send("dune:status", id);
        int threads = Thread.activeCount();

        List<CompletableFuture<Exchange>> sent = context.sendAsync("dune:status?rateLimitTimeout=1h", id, 5000);

        assertThat(sent).noneMatch(CompletableFuture::isDone);
        assertThat(Thread.activeCount() - threads).isLessThan(50);
        context.close();
        for (CompletableFuture<Exchange> future : sent) {
            assertThat(future.get(30, SECONDS).getException())
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContainingAll("dune://status", "stopped");
        }
        assertThat(dune.requestCount()).isEqualTo(1);
    }
}
