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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StubProcessTest {

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
            String baseUrl = valueOf("baseUrl", out.readLine());
            String apiKey = valueOf("apiKey", out.readLine());
            String executionId = out.readLine().split(" ")[0];

            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(baseUrl + "/v1/execution/" + executionId + "/status"))
                                    .header("X-Dune-Api-Key", apiKey)
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("\"state\":\"QUERY_STATE_PENDING\"");
        } finally {
            process.destroyForcibly().waitFor();
        }
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
