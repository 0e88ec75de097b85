package io.github.cameldune.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.DuneClient;
import io.github.cameldune.internal.client.PageBody;
import io.github.cameldune.internal.client.RowsRequest;
import io.github.cameldune.internal.client.Submission;
import io.github.cameldune.internal.client.Submitted;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.health.RequestHealth;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.Answers;
import io.github.cameldune.internal.schedule.PollQueue;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.VirtualTime;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The requests for one result: each has a permit, which is settled whatever happens, and closing ends them. */
class LimitedPagesTest {

    private static final ExecutionId ID = new ExecutionId("x1");
    private static final RowsRequest REQUEST = new RowsRequest(ID, null, false, Map.of());

    private final VirtualTime time = new VirtualTime();
    private final RateLimiter limiter = new RateLimiter("requestsPerMinute", time, time);
    private final List<String> closed = new ArrayList<>();
    private Function<Consumer<Cancellable>, Answer<PageBody>> page = inFlight -> Answer.ok(body(), 200, null);

    private PageBody body() {
        return new PageBody(InputStream.nullInputStream(), null, () -> closed.add("body"));
    }

    private LimitedPages pages() {
        DuneClient client = new DuneClient() {
            @Override
            public Answer<PageBody> rows(RowsRequest request, Consumer<Cancellable> inFlight) {
                return page.apply(inFlight);
            }

            @Override
            public Answer<ExecutionStatus> status(ExecutionId id) {
                return Answers.state("COMPLETED");
            }

            @Override
            public Answer<Submitted> submit(Submission submission) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Answer<Boolean> cancel(ExecutionId id) {
                throw new UnsupportedOperationException();
            }
        };
        PollQueue queue = new PollQueue(limiter, Runnable::run, time, new QueryDurations(), time);
        Connection connection = new Connection(
                null,
                client,
                new KeyResources(1, limiter, limiter, queue),
                new RequestHealth("http://localhost", time),
                () -> {});
        return new LimitedPages(
                connection, Duration.ofSeconds(1), limiter.tryAcquire().orElseThrow());
    }

    private int inFlight() {
        return limiter.snapshot().inFlight();
    }

    @Test
    void aPermitIsSettledOnceItsPageIsClosed() throws Exception {
        Answer<PageBody> answer = pages().page(REQUEST);

        assertThat(inFlight()).isEqualTo(1);
        answer.value().close();
        assertThat(closed).containsExactly("body");
        assertThat(inFlight()).isZero();
    }

    @Test
    void eachLaterRequestTakesAPermitOfItsOwn() throws Exception {
        LimitedPages pages = pages();
        pages.page(REQUEST).value().close();

        assertThat(pages.status(ID).isOk()).isTrue();
        pages.page(REQUEST).value().close();

        assertThat(limiter.snapshot().lastMinute()).isEqualTo(3);
        assertThat(inFlight()).isZero();
    }

    @Test
    void anAnswerWithoutAPageSettlesItsPermit() throws Exception {
        page = inFlight -> Answer.failed(new IOException("reset"));

        assertThat(pages().page(REQUEST).isOk()).isFalse();
        assertThat(inFlight()).isZero();
    }

    @Test
    void whateverAClientThrowsSettlesItsPermit() {
        page = inFlight -> {
            throw new IllegalStateException("a defect");
        };

        assertThatIllegalStateException().isThrownBy(() -> pages().page(REQUEST));
        assertThat(inFlight()).isZero();
    }

    @Test
    void withoutAPermitInTimeARequestCountsAsRateLimited() throws Exception {
        limiter.configure(this, 1, 10);
        LimitedPages pages = pages();
        pages.page(REQUEST).value().close();

        CompletableFuture<Answer<PageBody>> second = later(() -> pages.page(REQUEST));
        await().until(() -> limiter.snapshot().waiting() == 1);
        time.advance(Duration.ofSeconds(1));

        Answer<PageBody> answer = second.get(1, TimeUnit.MINUTES);
        assertThat(answer.verdict()).isEqualTo(Verdict.RATE_LIMITED);
        assertThat(answer.statusCode()).isZero();
        assertThat(answer.retryAfter()).isPositive();
    }

    @Test
    void closingGivesAPermitBackThatWasNotUsed() {
        LimitedPages pages = pages();

        pages.close();

        assertThat(inFlight()).isZero();
        assertThat(limiter.snapshot().lastMinute()).isZero();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> pages.page(REQUEST));
    }

    @Test
    void closingEndsAWaitForAPermit() throws Exception {
        limiter.configure(this, 1, 10);
        LimitedPages pages = pages();
        pages.page(REQUEST).value().close();
        CompletableFuture<Answer<PageBody>> second = later(() -> pages.page(REQUEST));
        await().until(() -> limiter.snapshot().waiting() == 1);

        pages.close();

        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> second.get(1, TimeUnit.MINUTES));
        await().until(() -> limiter.snapshot().waiting() == 0);
    }

    @Test
    void closingBreaksOffARequestInFlight() {
        LimitedPages[] pages = new LimitedPages[1];
        page = inFlight -> {
            inFlight.accept(() -> closed.add("request"));
            pages[0].close();
            throw new CancellationException("broken off");
        };
        pages[0] = pages();

        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> pages[0].page(REQUEST));
        assertThat(closed).containsExactly("request");
        assertThat(inFlight()).isZero();
    }

    @Test
    void aRequestThatBeginsTooLateIsBrokenOffAtOnce() {
        LimitedPages[] pages = new LimitedPages[1];
        page = inFlight -> {
            pages[0].close();
            inFlight.accept(() -> closed.add("request"));
            throw new CancellationException("broken off");
        };
        pages[0] = pages();

        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> pages[0].page(REQUEST));
        assertThat(closed).containsExactly("request");
    }

    private interface Call<T> {
        T call() throws Exception;
    }

    private static <T> CompletableFuture<T> later(Call<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        result.complete(call.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                })
                .start();
        return result;
    }
}
