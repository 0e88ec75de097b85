package io.github.cameldune.examples.springboot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.StubExecutionBuilder;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.NotifyBuilder;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs the application against a stub of Dune, asks it to watch three executions, and ends when they have ended. */
public final class Demonstration {

    private final HttpClient client = HttpClient.newHttpClient();
    private final PrintStream out;

    Demonstration(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the demonstration. The process ends with 0 when everything was seen, else with 1.
     *
     * @param args not used
     * @throws Exception if the application does not start or answer
     */
    public static void main(String[] args) throws Exception {
        System.exit(new Demonstration(System.out).run() ? 0 : 1);
    }

    boolean run() throws Exception {
        try (DuneStub dune = DuneStub.start();
                ConfigurableApplicationContext application = start(dune)) {
            String url = "http://localhost:" + application.getEnvironment().getProperty("local.server.port");
            NotifyBuilder ended = new NotifyBuilder(application.getBean(CamelContext.class))
                    .fromRoute(FailedExecutions.ROUTE)
                    .filter(Builder.header("CamelDuneExecutionFinished"))
                    .whenDone(3)
                    .create();
            watch(url, "no%20execution", "none");
            watch(url, dune.execution().state("PENDING").state("EXECUTING").completed(), "daily-volume");
            watch(
                    url,
                    dune.execution()
                            .state("PENDING")
                            .failed("syntax_error", "Error: Line 3:14: mismatched input 'form'", 3, 14),
                    "whales");
            watch(
                    url,
                    dune.execution()
                            .state("EXECUTING", 3)
                            .failed("FAILED_TYPE_EXECUTION_TIMEOUT", "Query execution timed out."),
                    "nft-sales");
            boolean seen = ended.matches(30, TimeUnit.SECONDS);
            JsonNode health = new ObjectMapper().readTree(request("GET", url + "/actuator/health/camelHealth"));
            out.println("consumer:" + FailedExecutions.ROUTE + " is "
                    + health.at("/details/consumer:" + FailedExecutions.ROUTE).asText());
            out.println(seen ? "All three have ended." : "Not all have ended within 30 seconds.");
            return seen;
        }
    }

    private static ConfigurableApplicationContext start(DuneStub dune) {
        return new SpringApplicationBuilder(WatchingApplication.class)
                .run(
                        "--camel.component.dune.base-url=" + dune.baseUrl(),
                        "--camel.component.dune.api-key=" + dune.apiKey(),
                        "--camel.component.dune.requests-per-minute=0",
                        "--spring.datasource.url=jdbc:h2:mem:demonstration",
                        "--server.port=0");
    }

    private void watch(String url, StubExecutionBuilder execution, String report) throws Exception {
        watch(url, execution.start(), report);
    }

    private void watch(String url, String executionId, String report) throws Exception {
        String answer = request("POST", url + "/watches/" + executionId + "?report=" + report);
        if (!answer.isEmpty()) {
            out.println(answer);
        }
    }

    private String request(String method, String url) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        out.println(method + " " + url.replaceFirst("^http://[^/]*", "") + " -> " + answer.statusCode());
        return answer.body();
    }
}
