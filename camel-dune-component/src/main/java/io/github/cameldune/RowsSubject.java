package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;

/**
 * Whose rows are read.
 *
 * @param text such as "execution 01…", for messages
 * @param executionId null if only the answer tells it
 */
record RowsSubject(String text, ExecutionId executionId) {

    static RowsSubject of(ExecutionId id) {
        return new RowsSubject("execution " + id, id);
    }

    static RowsSubject ofLatest(long queryId) {
        return new RowsSubject("the latest execution of query " + queryId, null);
    }
}
