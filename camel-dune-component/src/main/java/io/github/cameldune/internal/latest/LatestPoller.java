package io.github.cameldune.internal.latest;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.PageBody;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.results.LatestResult;
import io.github.cameldune.internal.results.ResultHead;
import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.SafeExecution;
import io.github.cameldune.internal.watch.Awaiter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the latest execution of one query, and queues those that are new. One that still runs is waited for by its status,
 * which costs no credits. A poll that fails is repeated with backoff, before the next one is due. Thread-safe.
 */
final class LatestPoller {

    private static final Logger LOG = LoggerFactory.getLogger(LatestPoller.class);
    private static final int NOT_FOUND = 404;

    /** While so many executions wait for the route, the query is not polled. */
    private static final int MOST_QUEUED = 50;

    /** Long, since no caller waits for a poll. */
    private static final Duration PERMIT_TIMEOUT = Duration.ofHours(1);

    private final long queryId;
    private final LatestQueries.Setup setup;
    private final LatestStore store;
    private final LatestQueue queue;

    // guarded by this
    private final Map<ExecutionId, Cancellable> waits = new HashMap<>();
    private Cancellable poll = () -> false;
    private Cancellable retry = () -> false;
    private boolean open;
    private boolean loaded;
    private boolean polling;
    private int failures;
    private volatile Answer<?> failure;

    LatestPoller(long queryId, LatestQueries.Setup setup, LatestStore store, LatestQueue queue) {
        this.queryId = queryId;
        this.setup = setup;
        this.store = store;
        this.queue = queue;
    }

    long queryId() {
        return queryId;
    }

    LatestQueue queue() {
        return queue;
    }

    /** The last poll's answer, if it brought nothing; else null. */
    Answer<?> failure() {
        return failure;
    }

    void open() {
        synchronized (this) {
            open = true;
            // what was found and is not delivered is waited for anew
            loaded = false;
        }
        queue.open();
    }

    void close() {
        synchronized (this) {
            open = false;
            retry.cancel();
            if (poll.cancel()) {
                polling = false;
            }
            waits.values().forEach(Cancellable::cancel);
            waits.clear();
        }
        queue.close();
    }

    /** Polls, unless a poll is in flight or the queue is full. */
    void poll() {
        synchronized (this) {
            if (!open || polling || queue.size() >= MOST_QUEUED) {
                return;
            }
            polling = true;
            retry.cancel();
        }
        Cancellable begun = setup.reads().acquire(PERMIT_TIMEOUT, this::granted, retryAfter -> polled(false));
        synchronized (this) {
            poll = begun;
            if (!open && begun.cancel()) {
                polling = false;
            }
        }
    }

    private void granted(Permit permit) {
        if (!SafeExecution.execute(setup.requestPool(), () -> request(permit))) {
            permit.unused();
            polled(false);
        }
    }

    private void request(Permit permit) {
        if (!isOpen()) {
            permit.unused();
            polled(true);
            return;
        }
        boolean succeeded = false;
        try {
            // first, so that a store that cannot be read costs no credits
            load();
            Answer<PageBody> answer = setup.client().rows(LatestResult.request(queryId));
            Answer<ResultHead> latest = LatestResult.read(answer, setup.counts());
            permit.answered(latest, "query " + queryId);
            succeeded = answered(latest);
        } catch (WatchStoreException e) {
            LOG.debug("Query {} is polled again once the store answers", queryId, e);
            permit.unused();
        } catch (RuntimeException | Error e) {
            LOG.error("Polling query {} failed unexpectedly; it will be tried again", queryId, e);
        } finally {
            permit.failed();
            polled(succeeded);
        }
    }

    private synchronized boolean isOpen() {
        return open;
    }

    private void load() {
        synchronized (this) {
            if (loaded) {
                return;
            }
        }
        List<ExecutionId> pending = store.load().pending();
        synchronized (this) {
            loaded = true;
        }
        for (ExecutionId id : pending) {
            addAndAwait(id);
        }
    }

    private boolean answered(Answer<ResultHead> answer) {
        boolean neverRan = answer.statusCode() == NOT_FOUND;
        failure = answer.isOk() || neverRan ? null : answer;
        if (answer.isOk()) {
            found(answer.value().status());
        }
        return failure == null;
    }

    private void found(ExecutionStatus status) {
        ExecutionId id = new ExecutionId(status.executionId());
        if (queue.contains(id) || !store.found(id)) {
            return;
        }
        if (status.isTerminal()) {
            queue.add(id, new LatestEvent(queryId, id, status, null));
        } else {
            addAndAwait(id);
        }
    }

    private void addAndAwait(ExecutionId id) {
        if (queue.add(id, null)) {
            await(id);
        }
    }

    private void await(ExecutionId id) {
        synchronized (this) {
            if (open) {
                waits.put(id, setup.awaiter().await(id, OptionalLong.of(queryId), setup.watchTimeout(), new Wait(id)));
            }
        }
    }

    private synchronized void polled(boolean succeeded) {
        polling = false;
        failures = succeeded ? 0 : failures + 1;
        if (!succeeded && open) {
            retry = setup.timer().schedule(setup.pollBackoff().after(failures), this::poll);
        }
    }

    /** The end of an execution that was found running, or before a restart. */
    private final class Wait implements Awaiter.Callback {

        private final ExecutionId id;

        private Wait(ExecutionId id) {
            this.id = id;
        }

        private void forget() {
            synchronized (LatestPoller.this) {
                waits.remove(id);
            }
        }

        @Override
        public void ended(Answer<ExecutionStatus> answer) {
            forget();
            if (answer.isOk()) {
                queue.ended(new LatestEvent(queryId, id, answer.value(), null));
            } else if (answer.verdict() == Verdict.UNKNOWN_EXECUTION) {
                queue.ended(new LatestEvent(queryId, id, null, new LatestEvent.End(true, null, answer, Duration.ZERO)));
            } else {
                // a refused key says nothing about the execution
                synchronized (LatestPoller.this) {
                    if (open) {
                        waits.put(id, setup.timer().schedule(setup.pollBackoff().cap(), () -> await(id)));
                    }
                }
            }
        }

        @Override
        public void timedOut(String lastState, Answer<ExecutionStatus> lastError, Duration after) {
            forget();
            queue.ended(new LatestEvent(queryId, id, null, new LatestEvent.End(false, lastState, lastError, after)));
        }
    }
}
