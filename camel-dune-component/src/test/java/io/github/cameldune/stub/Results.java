package io.github.cameldune.stub;

import io.github.cameldune.stub.RowQuery.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers requests for rows: of an execution, or of the latest of a query. */
record Results(StubSettings settings) {

    Reply answer(StubExecution execution, CallUrl url, Instant now, boolean given) {
        StubExecution.View view = execution.view(now, given);
        boolean csv = url.call().isCsv();
        if (view.state() == null) {
            return view.status();
        }
        if (view.metadata() == null) {
            return csv ? noRows(view.state()) : withoutResult(view);
        }
        RowQuery query = new RowQuery(url.query());
        if (States.COMPLETED_PARTIAL.equals(view.state()) && !query.allowsPartial()) {
            return Reply.error(
                    400,
                    "The result was truncated because it was too large. Set allow_partial_results=true to get it.");
        }
        int cap = execution.pageCap() > 0 ? execution.pageCap() : settings.pageCap();
        try {
            Page page = query.page(execution.rows(), cap);
            String next = page.nextOffset() == null ? null : nextUri(execution, url, page, cap);
            return csv ? CsvPage.write(page, next) : JsonPage.write(view, page, next);
        } catch (RowQuery.Refused e) {
            return Reply.error(400, e.getMessage());
        }
    }

    private static Reply withoutResult(StubExecution.View view) {
        return Reply.json(200, Json.write(JsonPage.topLevel(view)));
    }

    private Reply noRows(String state) {
        return Reply.text(settings.csvWithoutRows(), "The execution has no rows. Its state is " + state + ".\n");
    }

    /** Absolute, with the parameters of the request, at the execution even if the latest of a query was requested. */
    private String nextUri(StubExecution execution, CallUrl url, Page page, int cap) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("limit", Integer.toString(cap));
        parameters.putAll(url.query());
        parameters.remove("api_key");
        parameters.put("offset", Long.toString(page.nextOffset()));
        StringBuilder uri = new StringBuilder(settings.nextUriBase())
                .append("/v1/execution/")
                .append(execution.id())
                .append(url.call().isCsv() ? "/results/csv" : "/results");
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            uri.append(separator).append(encode(parameter.getKey())).append('=').append(encode(parameter.getValue()));
            separator = '&';
        }
        return uri.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
