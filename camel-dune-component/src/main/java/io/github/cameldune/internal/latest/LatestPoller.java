package io.github.cameldune.internal.latest;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.PageBody;
import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.results.LatestResult;
import io.github.cameldune.internal.results.ResultHead;
import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.SafeExecution;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the latest execution of one query, and queues those that are new. A poll that fails is repeated with backoff, before
 * the next one is due. Thread-safe.
 */
final class LatestPoller {

    private static final Logger LOG = LoggerFactory.getLogger(LatestPoller.class);

    /** While so many executions wait for the route, the query is not polled. */
    private static final int MOST_QUEUED = 50;

    /** Long, since no caller waits for a poll. */
    private static final Duration PERMIT_TIMEOUT = Duration.ofHours(1);

    private final long queryId;
    private final LatestQueries.Setup setup;
    private final LatestStore store;
    private final LatestQueue queue;

    // guarded by this
    private Cancellable poll = () -> false;
    private Cancellable retry = () -> false;
    private boolean open;
    private boolean loaded;
    private boolean polling;
    private int failures;

    /** Read without the lock. Null unless the last poll failed. */
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
            // another node may have found more
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
        pending.forEach(id -> queue.add(id, null));
    }

    private boolean answered(Answer<ResultHead> answer) {
        boolean neverRan = LatestResult.isNeverRan(answer);
        failure = answer.isOk() || neverRan ? null : answer;
        if (answer.isOk()) {
            found(answer.value().status());
        }
        return failure == null;
    }

    private void found(ExecutionStatus status) {
        ExecutionId id = new ExecutionId(status.executionId());
        if (!queue.contains(id) && store.found(id)) {
            queue.add(id, status.isTerminal() ? status : null);
        }
    }

    private synchronized void polled(boolean succeeded) {
        polling = false;
        failures = succeeded ? 0 : failures + 1;
        if (!succeeded && open) {
            retry = setup.timer().schedule(setup.pollBackoff().after(failures), this::poll);
        }
    }
}
