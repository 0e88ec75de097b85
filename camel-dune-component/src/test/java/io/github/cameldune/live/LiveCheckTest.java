package io.github.cameldune.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.StubRows;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The live check works: against the stub in each build, against Dune itself with {@code -Plive} and a key. */
class LiveCheckTest {

    private static final StubRows FIVE = StubRows.ofJson(
            "[{\"n\":1,\"s\":\"a\"},{\"n\":2,\"s\":\"b\"},{\"n\":3,\"s\":\"c\"},{\"n\":4,\"s\":\"d\"},{\"n\":5,\"s\":\"e\"}]");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private List<String> check(DuneStub dune, boolean rateLimit) throws Exception {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new LiveCheck(dune.baseUrl(), dune.apiKey(), Duration.ofMillis(10), out).run(rateLimit);
    }

    @Test
    void theStubAnswersAsTheComponentAssumesOfDune() throws Exception {
        try (DuneStub dune = DuneStub.start()) {
            dune.onSql(execution -> execution
                    .state("PENDING", 1)
                    .state("EXECUTING", 1)
                    .completed()
                    .rows(FIVE));

            assertThat(check(dune, false))
                    .as(printed.toString(StandardCharsets.UTF_8))
                    .isEmpty();
            assertThat(dune.submissionCount()).isEqualTo(2);
            assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain(dune.apiKey(), "DIFFERS");
        }
    }

    @Test
    void anAssumptionThatDoesNotHoldIsReported() throws Exception {
        try (DuneStub dune = DuneStub.start()) {
            dune.onSql(execution -> execution.failed("syntax_error", "line 1", 1, 1));

            assertThat(check(dune, false)).contains("a constant SELECT completes", "a page of two has two rows");
        }
    }

    @Test
    void whatA429LooksLikeIsShownIfAskedFor() throws Exception {
        try (DuneStub dune = DuneStub.start()) {
            dune.onSql(execution -> execution.state("PENDING", 1).completed().rows(FIVE));
            dune.limit(40);

            check(dune, true);

            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("the first 429 came after");
        }
    }

    @Test
    @Tag("live")
    void duneItselfAnswersAsTheComponentAssumes() throws Exception {
        String key = System.getenv("DUNE_API_KEY");
        Assumptions.assumeTrue(key != null && !key.isBlank(), "DUNE_API_KEY is not set");
        String baseUrl = System.getenv().getOrDefault("DUNE_BASE_URL", "https://api.dune.com/api");

        List<String> differences = new LiveCheck(baseUrl, key, Duration.ofSeconds(2), System.out)
                .run(Boolean.getBoolean("live.rateLimit"));

        assertThat(differences).isEmpty();
    }
}
