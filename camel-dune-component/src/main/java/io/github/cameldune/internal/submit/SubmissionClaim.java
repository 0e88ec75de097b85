package io.github.cameldune.internal.submit;

import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Submitted;
import io.github.cameldune.internal.submit.SubmissionResult.Kind;
import java.time.Instant;
import java.util.UUID;

/**
 * The sole right of this process to make a submission. Used by one thread: {@link #begin} before the request, {@link #end}
 * after it, {@link #close} whatever happens.
 */
final class SubmissionClaim implements AutoCloseable {

    private final SubmissionLog log;
    private final SubmissionStore store;
    private final SubmissionIntent intent;

    /** The record in the store as far as known; null until it is read or written, or if nothing is stored. */
    private SubmissionRecord record;

    SubmissionClaim(SubmissionLog log, SubmissionStore store, SubmissionIntent intent) {
        this.log = log;
        this.store = store;
        this.intent = intent;
    }

    /** What the store knows of the submission; null if it was not made yet. Throws if the store cannot answer. */
    SubmissionResult known() {
        return judge(store.read(intent.key()), log.now());
    }

    private SubmissionResult judge(String text, Instant now) {
        SubmissionRecord known = text == null ? null : SubmissionJson.read(intent.key(), text);
        if (known == null || known.isExpired(now)) {
            return null;
        }
        record = known;
        return SubmissionResult.of(known, intent, now);
    }

    /**
     * Stores the intent. Null if the request is to be made now; else what is known, and no request is to be made. Throws if
     * the store cannot answer, and then nothing was started.
     */
    SubmissionResult begin() {
        for (int tries = 0; SubmissionStore.isWorthAnotherTry(tries); tries++) {
            String before = store.read(intent.key());
            Instant now = log.now();
            SubmissionResult known = judge(before, now);
            if (known != null) {
                return known;
            }
            SubmissionRecord attempt = new SubmissionRecord(
                    SubmissionRecord.Phase.INTENT,
                    intent.token(),
                    intent.fingerprint(),
                    UUID.randomUUID().toString(),
                    now,
                    now.plus(intent.limit()).plus(SubmissionLog.MARGIN),
                    SubmissionLog.expiry(now, intent.retention()),
                    null,
                    null,
                    false);
            if (store.put(intent.key(), before, attempt)) {
                record = attempt;
                return null;
            }
        }
        throw SubmissionStore.cannotCompare();
    }

    /** Stores what came of the request. */
    SubmissionResult end(Answer<Submitted> answer) {
        SubmissionResult result = SubmissionResult.of(answer);
        if (result.kind() == Kind.NOT_STARTED) {
            store.settle(intent.key(), record.attempt(), null);
            record = null;
        } else if (intent.token() != null) {
            record = result.kind() == Kind.UNKNOWN
                    ? record.unknown()
                    : record.started(
                            result.started().executionId().value(),
                            result.started().state().name());
            store.settle(intent.key(), record.attempt(), record);
        }
        return result;
    }

    /** Stores that the execution was put on a watch list. */
    void watched() {
        if (intent.token() != null) {
            record = record.withWatched();
            store.settle(intent.key(), record.attempt(), record);
        }
    }

    /** Gives the right back. A record without a token is removed: the caller knows the outcome, and no other message can have its key. */
    @Override
    public void close() {
        try {
            if (intent.token() == null && record != null) {
                store.settle(intent.key(), record.attempt(), null);
            }
        } finally {
            log.end(intent);
        }
    }
}
