package io.github.cameldune.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the component assumes about Dune's API, checked against a server that answers it. Prints each assumption with what was
 * seen, and returns those that differ. Starts two executions of constant SQL and reads about a dozen rows: on the Free plan
 * less than two credits.
 */
final class LiveCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNKNOWN_ID = "01HKZJ2683PHF9Q9PHHQ8FW4Q1";
    private static final String SQL =
            "SELECT n, s FROM (VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e')) AS t (n, s) ORDER BY n";
    private static final Set<String> STATES = Set.of(
            "QUERY_STATE_PENDING",
            "QUERY_STATE_EXECUTING",
            "QUERY_STATE_COMPLETED",
            "QUERY_STATE_CANCELLED",
            "QUERY_STATE_FAILED");
    private static final int MOST_POLLS = 120;
    private static final int MOST_REQUESTS = 300;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String baseUrl;
    private final String key;
    private final Duration between;
    private final PrintStream out;
    private final List<String> differences = new ArrayList<>();

    /**
     * A check.
     *
     * @param baseUrl such as https://api.dune.com/api
     * @param key sent to that URL only, never printed
     * @param between two polls
     * @param out gets a line for each assumption
     */
    LiveCheck(String baseUrl, String key, Duration between, PrintStream out) {
        this.baseUrl = baseUrl;
        this.key = key;
        this.between = between;
        this.out = out;
    }

    /** Runs all checks; with {@code rateLimit} also requests until the first 429. Returns the assumptions that do not hold. */
    List<String> run(boolean rateLimit) throws IOException, InterruptedException {
        refusals();
        String completed = submit();
        JsonNode status = untilFinished(completed);
        expect("a constant SELECT completes", "QUERY_STATE_COMPLETED", text(status, "state"));
        expect("query_id of SQL is 0 or absent", true, status.path("query_id").asLong(0) == 0);
        expect("submitted_at is RFC 3339", true, text(status, "submitted_at").matches("\\d{4}-\\d\\d-\\d\\dT.*Z"));
        rows(completed);
        csv(completed);
        cancel();
        if (rateLimit) {
            rateLimit();
        }
        return differences;
    }

    private void refusals() throws IOException, InterruptedException {
        HttpResponse<String> wrongKey = send(get("/v1/execution/" + UNKNOWN_ID + "/status", "no-key-of-dune"));
        expect("a wrong key is answered 401", 401, wrongKey.statusCode());
        expect(
                "the error is text in a JSON object",
                true,
                json(wrongKey).path("error").isTextual());
        HttpResponse<String> unknown = send(get("/v1/execution/" + UNKNOWN_ID + "/status", key));
        expect(
                "an unknown execution is answered 400 or 404",
                true,
                Set.of(400, 404).contains(unknown.statusCode()));
        expect(
                "its error is text in a JSON object",
                true,
                json(unknown).path("error").isTextual());
        HttpResponse<String> query = send(get("/v1/query/1/results?limit=1", key));
        note("the latest result of a query of others", query.statusCode() + " " + shortened(query.body()));
    }

    private String submit() throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("sql", SQL);
        HttpResponse<String> answer = send(post("/v1/sql/execute", body.toString()));
        expect("SQL is accepted with 200", 200, answer.statusCode());
        String id = text(json(answer), "execution_id");
        expect("an execution id is a ULID", true, id.matches("01[0-9A-HJKMNP-TV-Z]{24}"));
        expect("the first state is known", true, STATES.contains(text(json(answer), "state")));
        return id;
    }

    private JsonNode untilFinished(String id) throws IOException, InterruptedException {
        List<String> seen = new ArrayList<>();
        JsonNode status = JSON.createObjectNode();
        for (int polls = 0;
                polls < MOST_POLLS && !status.path("is_execution_finished").asBoolean();
                polls++) {
            Thread.sleep(between.toMillis());
            status = json(send(get("/v1/execution/" + id + "/status", key)));
            if (!seen.contains(text(status, "state"))) {
                seen.add(text(status, "state"));
            }
        }
        expect(
                "is_execution_finished becomes true",
                true,
                status.path("is_execution_finished").asBoolean());
        expect("all states are known: " + seen, true, STATES.containsAll(seen));
        return status;
    }

    private void rows(String id) throws IOException, InterruptedException {
        JsonNode first = json(send(get("/v1/execution/" + id + "/results?limit=2", key)));
        expect(
                "a page of two has two rows",
                2,
                first.path("result").path("rows").size());
        expect("next_offset is 2", 2, first.path("next_offset").asInt());
        expect("next_uri is absolute", true, text(first, "next_uri").startsWith("http"));
        JsonNode last = json(send(get("/v1/execution/" + id + "/results?limit=2&offset=4", key)));
        expect("the last page has one row", 1, last.path("result").path("rows").size());
        expect(
                "the last page has no next_offset",
                true,
                last.path("next_offset").isMissingNode());
        JsonNode past = json(send(get("/v1/execution/" + id + "/results?limit=2&offset=50", key)));
        expect(
                "an offset past the end has no rows",
                0,
                past.path("result").path("rows").size());
    }

    private void csv(String id) throws IOException, InterruptedException {
        HttpResponse<String> first = send(get("/v1/execution/" + id + "/results/csv?limit=2", key));
        HttpResponse<String> second = send(get("/v1/execution/" + id + "/results/csv?limit=2&offset=2", key));
        expect("CSV is answered 200", 200, first.statusCode());
        expect(
                "x-dune-next-offset is 2",
                "2",
                first.headers().firstValue("x-dune-next-offset").orElse("missing"));
        expect("each page of CSV has the header row", firstLine(first.body()), firstLine(second.body()));
    }

    private void cancel() throws IOException, InterruptedException {
        String id = submit();
        HttpResponse<String> answer = send(post("/v1/execution/" + id + "/cancel", ""));
        expect("cancel is answered 200", 200, answer.statusCode());
        expect("cancel tells its success", true, json(answer).path("success").isBoolean());
        JsonNode status = untilFinished(id);
        // it may have completed before
        note("the state after a cancel", text(status, "state") + ", cancelled_at " + text(status, "cancelled_at"));
    }

    private void rateLimit() throws IOException, InterruptedException {
        for (int requests = 1; requests <= MOST_REQUESTS; requests++) {
            HttpResponse<String> answer = send(get("/v1/execution/" + UNKNOWN_ID + "/status", key));
            if (answer.statusCode() == 429) {
                note(
                        "the first 429 came after " + requests + " requests",
                        answer.headers().map() + " " + shortened(answer.body()));
                return;
            }
        }
        note("no 429 in " + MOST_REQUESTS + " requests", "");
    }

    private HttpRequest get(String path, String withKey) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("X-Dune-Api-Key", withKey)
                .build();
    }

    private HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("X-Dune-Api-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    private static String firstLine(String csv) {
        return csv.lines().findFirst().orElse("");
    }

    private static String shortened(String body) {
        return body.length() <= 200 ? body : body.substring(0, 200) + "…";
    }

    private void expect(String assumption, Object expected, Object seen) {
        boolean holds = expected.equals(seen);
        out.println((holds ? "holds    " : "DIFFERS  ")
                + assumption
                + (holds ? "" : ": expected " + expected + ", saw " + seen));
        if (!holds) {
            differences.add(assumption);
        }
    }

    private void note(String what, String seen) {
        out.println("seen     " + what + ": " + seen.strip());
    }
}
