package io.github.cameldune.stubtest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldune.stub.DuneStub;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Requests of a whole execution's life with the JDK's HTTP client. */
record DuneClient(DuneStub dune, StatusClient http) {
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    DuneClient(DuneStub dune) {
        this(dune, new StatusClient(dune));
    }

    HttpResponse<String> get(String path) throws IOException {
        return http.send(withKey(path));
    }

    HttpResponse<String> post(String path, String body) throws IOException {
        return http.send(withKey(path).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> execute(long queryId, String body) throws IOException {
        return post("/v1/query/" + queryId + "/execute", body);
    }

    HttpResponse<String> sql(String body) throws IOException {
        return post("/v1/sql/execute", body);
    }

    HttpResponse<String> cancel(String executionId) throws IOException {
        return post("/v1/execution/" + executionId + "/cancel", "");
    }

    HttpResponse<String> results(String executionId, String query) throws IOException {
        return get("/v1/execution/" + executionId + "/results" + query);
    }

    HttpResponse<String> csv(String executionId, String query) throws IOException {
        return get("/v1/execution/" + executionId + "/results/csv" + query);
    }

    HttpResponse<String> latest(long queryId) throws IOException {
        return get("/v1/query/" + queryId + "/results");
    }

    String started(HttpResponse<String> answer) throws IOException {
        return json(answer).get("execution_id").asText();
    }

    String state(String executionId) throws IOException {
        return http.state(executionId);
    }

    HttpRequest.Builder withKey(String path) {
        return http.request(path).header("X-Dune-Api-Key", dune.apiKey());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return EXACT.readTree(response.body());
    }

    static String error(HttpResponse<String> response) throws IOException {
        return json(response).get("error").asText();
    }
}
