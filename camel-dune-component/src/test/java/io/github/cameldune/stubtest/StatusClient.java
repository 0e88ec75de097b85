package io.github.cameldune.stubtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldune.stub.DuneStub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The JDK's HTTP client, so that the stub is judged by something that knows neither WireMock nor the component. */
record StatusClient(DuneStub dune, HttpClient http) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    StatusClient(DuneStub dune) {
        this(
                dune,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(DuneStub.sslContext())
                        .build());
    }

    HttpResponse<String> get(String executionId) throws IOException {
        return send(request("/v1/execution/" + executionId + "/status").header("X-Dune-Api-Key", dune.apiKey()));
    }

    CompletableFuture<HttpResponse<String>> getAsync(String executionId) {
        return http.sendAsync(
                request("/v1/execution/" + executionId + "/status")
                        .header("X-Dune-Api-Key", dune.apiKey())
                        .build(),
                BodyHandlers.ofString());
    }

    JsonNode json(String executionId) throws IOException {
        return json(get(executionId));
    }

    String state(String executionId) throws IOException {
        return json(executionId).get("state").asText();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(dune.baseUrl() + path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return MAPPER.readTree(response.body());
    }
}
