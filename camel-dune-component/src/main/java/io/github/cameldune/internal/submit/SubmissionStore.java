package io.github.cameldune.internal.submit;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.watch.store.WatchStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of submissions in a watch store. A change that the store did not take is remembered, and made before the record is
 * read again. Thread-safe. Of the threads that submit, one at a time works on a key; the sweep may write an unwritten change of
 * it at the same time.
 */
final class SubmissionStore {

    private static final Logger LOG = LoggerFactory.getLogger(SubmissionStore.class);

    /** After so many compare-and-sets that did not match what was read a moment before, the store cannot compare. */
    private static final int MOST_TRIES = 5;

    /** What is to become of an attempt's record; null if it is to be removed. */
    private record Change(String attempt, SubmissionRecord next) {}

    private final WatchStore store;
    private final Map<String, Change> unwritten = new ConcurrentHashMap<>();

    SubmissionStore(WatchStore store) {
        this.store = store;
    }

    Map<String, String> load() {
        return store.load(SubmissionLog.LIST);
    }

    /** The text under a key, after what the store had not taken was written. */
    String read(String key) {
        Change change = unwritten.get(key);
        if (change != null) {
            apply(key, change);
            unwritten.remove(key, change);
        }
        return store.get(SubmissionLog.LIST, key);
    }

    /** Writes what the store had not taken; what it still does not take stays remembered. */
    void writeUnwritten() {
        for (String key : unwritten.keySet()) {
            try {
                read(key);
            } catch (RuntimeException e) {
                LOG.debug("Submission {} is not written yet", key, e);
            }
        }
    }

    boolean hasUnwritten() {
        return !unwritten.isEmpty();
    }

    /** Puts a record in the place of a text that counts no more, or of none. False if something else is there by now. */
    boolean put(String key, String before, SubmissionRecord intent) {
        try {
            String text = SubmissionJson.write(intent);
            return before == null
                    ? store.putIfAbsent(SubmissionLog.LIST, key, text)
                    : store.replace(SubmissionLog.LIST, key, before, text);
        } catch (RuntimeException e) {
            // it may have been written all the same, and no request follows
            unwritten.put(key, new Change(intent.attempt(), null));
            throw e;
        }
    }

    /** Replaces the record of an attempt, or removes it for null; remembers that if the store cannot answer. */
    void settle(String key, String attempt, SubmissionRecord next) {
        Change change = new Change(attempt, next);
        try {
            apply(key, change);
        } catch (RuntimeException e) {
            unwritten.put(key, change);
            LOG.warn(
                    "The watch store did not take what came of a submission ({}); it is written once the store answers"
                            + " again. If this process ends before, the submission {} counts as one of unknown outcome: {}",
                    next == null
                            ? "nothing was started, or the caller knows the outcome"
                            : next.executionId() == null ? "unknown" : "execution " + next.executionId(),
                    key,
                    e.toString());
        }
    }

    private void apply(String key, Change change) {
        String next = change.next() == null ? null : SubmissionJson.write(change.next());
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            String text = store.get(SubmissionLog.LIST, key);
            if (text == null ? next == null : text.equals(next)) {
                return;
            }
            // a record of another attempt: this one had expired
            if (text != null && !SubmissionJson.read(key, text).attempt().equals(change.attempt())) {
                return;
            }
            if (change(key, text, next)) {
                return;
            }
        }
        throw cannotCompare();
    }

    /** Replaces one text by another, either of which may be null. */
    boolean change(String key, String before, String next) {
        if (before == null) {
            return store.putIfAbsent(SubmissionLog.LIST, key, next);
        }
        return next == null
                ? store.remove(SubmissionLog.LIST, key, before)
                : store.replace(SubmissionLog.LIST, key, before, next);
    }

    static WatchStoreException cannotCompare() {
        return new WatchStoreException(
                "The watch store does not find the value that it returned a moment before, so a submission cannot be recorded."
                        + " The column WATCH has to keep text as it is and compare it with '=' (VARCHAR or TEXT, not JSON,"
                        + " CHAR or CLOB). See the page on databases",
                null);
    }

    static boolean isWorthAnotherTry(int tries) {
        return tries < MOST_TRIES;
    }
}
