package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.camel.CorrelationHeaders;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Submission;
import io.github.cameldune.internal.client.Submitted;
import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.submit.SubmissionIntent;
import io.github.cameldune.internal.submit.SubmissionLog;
import io.github.cameldune.internal.submit.SubmissionResult;
import io.github.cameldune.internal.watch.WatchList;
import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * {@code dune:execute} and {@code dune:sql}: starts an execution. The request is made once, whatever comes of it. With a
 * token, and with {@code watch=true}, the intent is stored before the request, and what came of it afterwards.
 */
class DuneSubmitProducer extends DuneProducer {

    /** On an exchange whose execution was started and could not be watched: a redelivery is to watch it, and to start none. */
    private static final String UNWATCHED = "CamelDuneUnwatchedExecution";

    private record Unwatched(Submission submission, Submitted started) {}

    private final SubmissionSource source;
    private final CorrelationHeaders correlation;
    private SubmissionLog log;
    private WatchList list;

    DuneSubmitProducer(DuneEndpoint endpoint, SubmissionSource source) {
        super(endpoint);
        this.source = source;
        correlation = new CorrelationHeaders(endpoint.getCorrelationHeaders());
    }

    @Override
    boolean begin(Exchange exchange, AsyncCallback callback) throws Exception {
        Submit submit = new Submit(exchange, callback, source.read(exchange), SubmissionSource.token(exchange));
        Runnable known = submit.withoutRequest();
        if (known != null) {
            known.run();
            return true;
        }
        return submit.begin();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        log = connection().context().submissionLog(store());
        log.start();
        list = getEndpoint().isWatch() ? EndpointResources.watchList(getEndpoint()) : null;
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (log != null) {
            log = null;
            connection().context().releaseSubmissionLog(store());
        }
        if (list != null) {
            list = null;
            EndpointResources.releaseWatchList(getEndpoint());
        }
    }

    private WatchStore store() {
        return getEndpoint().getConfiguration().getWatchStore();
    }

    private final class Submit {

        private final Exchange exchange;
        private final AsyncCallback callback;
        private final Submission submission;
        private final String token;

        /** Null if nothing is stored of the submission. */
        private final SubmissionIntent intent;

        private final Map<String, Object> headers;

        // the producer may be stopped while the request is in flight
        private final SubmissionLog log = DuneSubmitProducer.this.log;
        private final WatchList list = DuneSubmitProducer.this.list;

        private Submit(Exchange exchange, AsyncCallback callback, Submission submission, String token) {
            this.exchange = exchange;
            this.callback = callback;
            this.submission = submission;
            this.token = token;
            DuneConfiguration configuration = getEndpoint().getConfiguration();
            intent = token == null && list == null
                    ? null
                    : SubmissionIntent.of(
                            token,
                            submission,
                            Duration.ofMillis(configuration.getConnectTimeout())
                                    .plusMillis(configuration.getResponseTimeout()),
                            Duration.ofMillis(getEndpoint().getTokenRetention()));
            headers = list == null ? Map.of() : correlation.of(exchange.getMessage());
        }

        String description() {
            return "an execution of " + submission.subject();
        }

        /** What is known before a request, so that no permit is needed; null if nothing is. */
        Runnable withoutRequest() {
            if (token == null
                    && exchange.getProperty(UNWATCHED) instanceof Unwatched unwatched
                    && list != null
                    && unwatched.submission().equals(submission)) {
                return started(unwatched.started(), false, () -> {});
            }
            return token == null ? null : log.known(intent, this::outcome);
        }

        boolean begin() {
            return DuneSubmitProducer.this.request(limiter(), exchange, callback, request());
        }

        private RateLimiter limiter() {
            return connection().key().submissions();
        }

        private Request request() {
            return new Request(description(), null, false, this::run);
        }

        private Runnable run(Permit permit) throws Exception {
            try {
                if (intent == null) {
                    return outcome(SubmissionResult.of(send(permit)), () -> {});
                }
                Runnable done = log.submit(intent, () -> send(permit), this::outcome);
                if (done != null) {
                    return done;
                }
            } finally {
                // ignored if a request settled it; others need it while this one waits for the thread that is at it
                permit.unused();
            }
            SubmissionResult inProgress = log.await(intent);
            Runnable known = inProgress == null ? log.known(intent, this::outcome) : outcome(inProgress, () -> {});
            if (known == null) {
                whenPermitted(limiter(), exchange, callback, request());
            }
            return known;
        }

        private Answer<Submitted> send(Permit permit) {
            return connection().request(permit, submission.subject(), client -> client.submit(submission));
        }

        private Runnable outcome(SubmissionResult result, Runnable whenWatched) {
            return result.started() == null
                    ? failed(DuneErrors.ofSubmission(
                            description(),
                            token,
                            result,
                            connection().context().clock().instant()))
                    : started(result.started(), result.watched(), whenWatched);
        }

        private Runnable failed(Exception e) {
            return () -> exchange.setException(e);
        }

        private Runnable started(Submitted started, boolean watched, Runnable whenWatched) {
            Exception unwatched = null;
            if (list != null && !watched) {
                try {
                    watch(started.executionId());
                    whenWatched.run();
                } catch (Exception e) {
                    unwatched = unwatched(started.executionId(), e);
                }
            }
            Exception failure = unwatched;
            return () -> {
                write(exchange.getMessage(), started);
                exchange.removeProperty(UNWATCHED);
                if (failure != null) {
                    exchange.setProperty(UNWATCHED, new Unwatched(submission, started));
                    exchange.setException(failure);
                }
            };
        }

        private void watch(ExecutionId id) throws Exception {
            OptionalLong query =
                    submission.queryId() == null ? OptionalLong.empty() : OptionalLong.of(submission.queryId());
            EndpointResources.watch(getEndpoint(), list, id, query, headers);
        }

        private void write(Message message, Submitted started) {
            StatusHeaders.clear(message);
            message.setHeader(DuneConstants.EXECUTION_ID, started.executionId().value());
            message.setHeader(DuneConstants.STATE, started.state().name());
            if (submission.queryId() != null) {
                message.setHeader(DuneConstants.QUERY_ID, submission.queryId());
            }
        }

        private Exception unwatched(ExecutionId id, Exception cause) {
            String message = "Execution " + id + " was started, and is not watched: " + cause.getMessage()
                    + ". Send the exchange to dune:watch, or redeliver it: no other execution is started then";
            return cause instanceof WatchStoreException
                    ? new WatchStoreException(message, cause)
                    : new IllegalStateException(message, cause);
        }
    }
}
