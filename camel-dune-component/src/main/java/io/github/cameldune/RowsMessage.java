package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.results.ResultHead;
import java.util.List;
import org.apache.camel.Message;

/** Writes rows into a message: the headers of the status that came with them, and those that describe the rows. */
final class RowsMessage {

    private RowsMessage() {}

    /**
     * Writes the rows. Headers of an earlier result that this one lacks are removed.
     *
     * @param rowCount how many rows the body holds or will have; null if that is not known
     * @param body the rows
     */
    static void write(Message message, RowsSubject subject, ResultHead head, Long rowCount, Object body) {
        ExecutionId id =
                subject.executionId() == null ? new ExecutionId(head.status().executionId()) : subject.executionId();
        StatusHeaders.writeHeaders(message, id, head.status());
        set(message, DuneConstants.ROW_COUNT, rowCount);
        set(message, DuneConstants.COLUMN_NAMES, orNull(head.columnNames()));
        set(message, DuneConstants.COLUMN_TYPES, orNull(head.columnTypes()));
        message.setBody(body);
    }

    private static List<String> orNull(List<String> texts) {
        return texts.isEmpty() ? null : texts;
    }

    private static void set(Message message, String header, Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
