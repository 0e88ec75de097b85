package io.github.cameldune.internal.results;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.PageBody;
import io.github.cameldune.internal.client.RowsRequest;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.health.RowCounts;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The latest execution of a query, in whatever state. To learn of it costs the reading of one row. */
public final class LatestResult {

    private static final int NOT_FOUND = 404;

    private LatestResult() {}

    /** Requests one row, whether the result is partial or not. */
    public static RowsRequest request(long queryId) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", "1");
        query.put("allow_partial_results", "true");
        return new RowsRequest(null, queryId, false, query);
    }

    /** Whether an answer says that the query has no latest execution; a 404 of a proxy does not. */
    public static boolean isNeverRan(Answer<?> answer) {
        return answer.statusCode() == NOT_FOUND && answer.verdict() == Verdict.UNKNOWN_EXECUTION;
    }

    /** Reads the answer to {@link #request} to its end and closes it: what it says about the execution, whose id is there. */
    public static Answer<ResultHead> read(Answer<PageBody> answer, RowCounts counts) {
        if (!answer.isOk()) {
            return answer.withoutValue();
        }
        try (PageBody body = answer.value()) {
            RowsPage page = RowsPageParser.parse(
                    new BoundedContent(body.content(), RowsOptions.DEFAULT_MAX_PAGE_BYTES), new ChunkPool());
            counts.pageRead(page.rows(), page.bytes());
            new ExecutionId(Objects.requireNonNullElse(page.head().status().executionId(), ""));
            return Answer.ok(page.head(), answer.statusCode(), answer.date());
        } catch (UnreadablePageException | RowsException | IllegalArgumentException e) {
            return unreadable(answer, e.getMessage());
        } catch (IOException e) {
            return Answer.failed(e);
        }
    }

    private static Answer<ResultHead> unreadable(Answer<?> answer, String reason) {
        return new Answer<>(Verdict.UNREADABLE, null, answer.statusCode(), null, answer.date(), reason, "", null);
    }
}
