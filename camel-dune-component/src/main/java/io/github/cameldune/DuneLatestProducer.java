package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Submission;
import io.github.cameldune.internal.client.Submitted;
import io.github.cameldune.internal.context.PendingExchanges;
import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.results.LatestResult;
import io.github.cameldune.internal.results.RowsException;
import io.github.cameldune.internal.results.RowsFailure;
import io.github.cameldune.internal.results.RowsTarget;
import io.github.cameldune.internal.submit.SubmissionResult;
import io.github.cameldune.internal.watch.Awaiter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * {@code dune:latest} as a producer: the rows of the latest execution of a query. If that is too old, or there is none, and
 * {@code executeIfStale} is set, the rows of a new one: submitted, awaited without a thread, then read. It is submitted once
 * for each delivery of a message; a redelivery may submit another.
 */
class DuneLatestProducer extends DuneRowsProducer {

    private final DuneEndpoint endpoint;
    private final IdSource<Long> source;
    private Awaiter awaiter;

    DuneLatestProducer(DuneEndpoint endpoint, IdSource<Long> source) {
        super(endpoint);
        this.endpoint = endpoint;
        this.source = source;
    }

    @Override
    boolean begin(Exchange exchange, AsyncCallback callback) throws Exception {
        long queryId = source.read(exchange);
        RowsTarget rows = RowsTarget.ofLatest(queryId, this::isFresh);
        whenPermitted(
                connection().key().reads(),
                exchange,
                callback,
                new Request(
                        "the rows of " + rows.subject(),
                        null,
                        false,
                        permit -> read(exchange, callback, queryId, rows, permit)));
        return false;
    }

    private Runnable read(Exchange exchange, AsyncCallback callback, long queryId, RowsTarget rows, Permit permit)
            throws Exception {
        try {
            return output().read(exchange, rows, permit);
        } catch (RowsException e) {
            RowsFailure failure = e.failure();
            // not after a 404 of a proxy: an execution would be billed for nothing
            boolean never = failure instanceof RowsFailure.Refused refused && LatestResult.isNeverRan(refused.answer());
            if (endpoint.isExecuteIfStale() && failure instanceof RowsFailure.NotFinished running) {
                await(
                        exchange,
                        callback,
                        queryId,
                        new ExecutionId(running.status().executionId()));
                return null;
            }
            if (endpoint.isExecuteIfStale() && (never || failure instanceof RowsFailure.Stale)) {
                execute(exchange, callback, queryId);
                return null;
            }
            throw never ? neverRan(queryId, ((RowsFailure.Refused) failure).answer()) : output().failure(rows, e);
        }
    }

    /** One that runs is no older than now. */
    private boolean isFresh(ExecutionStatus status) {
        if (endpoint.getMaxAge() == 0 || !status.isTerminal()) {
            return true;
        }
        Instant oldest = connection().context().clock().instant().minusMillis(endpoint.getMaxAge());
        Optional<Instant> ended = status.ended().or(status::submitted);
        return ended.isPresent() && !ended.get().isBefore(oldest);
    }

    private void execute(Exchange exchange, AsyncCallback callback, long queryId) {
        String request = "an execution of query " + queryId;
        Work work = permit -> {
            Submission submission = new Submission(queryId, null, Map.of(), null);
            Answer<Submitted> answer =
                    connection().request(permit, "query " + queryId, client -> client.submit(submission));
            if (!answer.isOk()) {
                throw DuneErrors.ofSubmission(
                        request,
                        null,
                        SubmissionResult.of(answer),
                        connection().context().clock().instant());
            }
            await(exchange, callback, queryId, answer.value().executionId());
            return null;
        };
        whenPermitted(connection().key().submissions(), exchange, callback, new Request(request, null, false, work));
    }

    /** The execution id is in the message from now on, whatever comes of the wait. */
    private void await(Exchange exchange, AsyncCallback callback, long queryId, ExecutionId id) {
        exchange.getMessage().setHeader(DuneConstants.EXECUTION_ID, id.value());
        PendingExchanges.Pending waiting = pending().add(exchange, callback);
        await(awaiter, waiting, exchange, id, OptionalLong.of(queryId), answer -> {
            if (!answer.isOk()) {
                waiting.resume(() -> exchange.setException(DuneErrors.ofStatus(id.value(), answer)));
            } else if (waiting.claim()) {
                readWhenPermitted(exchange, callback, id);
            }
        });
    }

    private static Exception neverRan(long queryId, Answer<?> answer) {
        return new DuneNotFoundException(
                "Query " + queryId + " has no latest execution: it never ran, was edited since, or cannot be read with"
                        + " this key. Execute it, with dune:execute or with executeIfStale=true and maxAge: "
                        + answer.excerpt(),
                null,
                answer.statusCode(),
                null,
                answer.excerpt());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        awaiter = EndpointResources.awaiter(endpoint, connection());
    }
}
