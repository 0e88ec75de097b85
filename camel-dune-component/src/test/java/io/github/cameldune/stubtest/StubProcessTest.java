package io.github.cameldune.stubtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.cameldune.stub.DuneStubMain;
import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StubProcessTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private String baseUrl;
    private String apiKey;

    @Test
    void runsByItselfWithWireMockAndJacksonAlone() throws Exception {
        String classPath = Stream.of(
                        DuneStubMain.class,
                        WireMockServer.class,
                        ObjectMapper.class,
                        JsonFactory.class,
                        JsonInclude.class)
                .map(StubProcessTest::location)
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        DuneStubMain.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = process.inputReader(UTF_8)) {
            baseUrl = valueOf("baseUrl", out.readLine());
            apiKey = valueOf("apiKey", out.readLine());
            String executionId = out.readLine().split(" ")[0];

            assertThat(get("/v1/execution/" + executionId + "/status")).contains("\"state\":\"QUERY_STATE_PENDING\"");
            runSqlToItsRows();
            executeAndCancel();
            assertThat(get("/v1/query/4246/results?limit=1")).contains("\"rows\":[{\"c0\":0,", "\"next_offset\":1");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void runSqlToItsRows() throws Exception {
        String execution = "/v1/execution/" + started("/v1/sql/execute", "{\"sql\":\"SELECT 1\"}");
        String status;
        do {
            status = get(execution + "/status");
        } while (!status.contains("\"is_execution_finished\":true"));

        assertThat(status).contains("QUERY_STATE_COMPLETED");
        assertThat(get(execution + "/results?limit=1000&api_key=" + apiKey))
                .contains("\"row_count\":10,", "\"next_offset\":10");
        assertThat(get(execution + "/results/csv?offset=24"))
                .startsWith("c0,c1,")
                .hasLineCount(2);
    }

    private void executeAndCancel() throws Exception {
        String execution = "/v1/execution/" + started("/v1/query/4244/execute", "{}");

        assertThat(send(request(execution + "/cancel").POST(BodyPublishers.noBody())))
                .isEqualTo("{\"success\":true}");
        assertThat(get(execution + "/status")).contains("QUERY_STATE_CANCELLED");
    }

    private String started(String path, String body) throws Exception {
        String answer = send(request(path).POST(BodyPublishers.ofString(body)));
        return new ObjectMapper().readTree(answer).get("execution_id").asText();
    }

    private String get(String path) throws Exception {
        return send(path.contains("api_key=") ? HttpRequest.newBuilder(URI.create(baseUrl + path)) : request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path)).header("X-Dune-Api-Key", apiKey);
    }

    private String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static String valueOf(String name, String line) {
        assertThat(line).startsWith(name + " ");
        return line.substring(name.length() + 1);
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
