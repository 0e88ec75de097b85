package io.github.cameldune.internal.results;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.PageBody;
import io.github.cameldune.internal.client.RowsRequest;
import io.github.cameldune.internal.client.Verdict;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Requests one page, again if it cannot be read, and reads it to its end. One load at a time. */
final class PageLoader<P extends Page> {

    private static final String PARTIAL_RESULT = "partial result";

    /** Bytes. Parsers read a few thousand at a time, each of which would be a system call. */
    private static final int READ_AT_ONCE = 64 << 10;

    private final PageSource source;
    private final RowsOptions options;
    private final Reading<P> reading;
    private final Retry retry;

    PageLoader(PageSource source, RowsOptions options, Reading<P> reading, Retry retry) {
        this.source = source;
        this.options = options;
        this.reading = reading;
        this.retry = retry;
    }

    /** Makes a page of a body. */
    @FunctionalInterface
    interface Reading<P> {
        P read(BoundedContent content, Long nextOffset) throws IOException, UnreadablePageException;
    }

    /** Throws a {@link RowsException} if that fails for good, and a CancellationException if the source was closed. */
    P load(RowsRequest request) throws InterruptedException {
        return retry.until(() -> {
            Answer<PageBody> answer = source.page(request);
            if (answer.isOk()) {
                return read(answer.value());
            }
            Retry.TryAgain.throwIfTransient(answer);
            throw new RowsException(explained(answer, request.executionId()));
        });
    }

    private P read(PageBody body) throws Retry.TryAgain {
        try (body) {
            InputStream content = new BufferedInputStream(body.content(), READ_AT_ONCE);
            return reading.read(new BoundedContent(content, options.maxPageBytes()), body.nextOffset());
        } catch (UnreadablePageException e) {
            throw Retry.TryAgain.unreadable(e.getMessage());
        } catch (IOException e) {
            throw Retry.TryAgain.unavailable(Answer.failed(e));
        }
    }

    /**
     * Why a request was refused. Which code Dune refuses a partial result or a running execution with is not documented,
     * so that the status, which is free, decides.
     */
    private RowsFailure explained(Answer<?> answer, ExecutionId executionId) throws InterruptedException {
        if (!options.allowPartialResults()
                && answer.excerpt().toLowerCase(Locale.ROOT).contains(PARTIAL_RESULT)) {
            return new RowsFailure.Partial(null);
        }
        RowsFailure refused = new RowsFailure.Refused(answer.withoutValue());
        if (executionId == null || !isAboutTheExecution(answer.verdict())) {
            return refused;
        }
        Answer<ExecutionStatus> status = source.status(executionId);
        return status.isOk()
                ? RowsFailure.of(status.value(), true, options.allowPartialResults())
                        .orElse(refused)
                : refused;
    }

    private static boolean isAboutTheExecution(Verdict verdict) {
        return verdict == Verdict.UNKNOWN_EXECUTION || verdict == Verdict.MISDIRECTED;
    }
}
