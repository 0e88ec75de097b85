package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import java.util.List;
import java.util.Map;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonObject;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The dev console {@code dune}, found as Camel finds its own. */
class DevConsoleTest extends ConsumerTestSupport {

    private DevConsoleRegistry registry() {
        return context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
    }

    private DevConsole console() {
        DevConsole console = registry().resolveById("dune");
        assertThat(console).as("the console is found through META-INF/services").isNotNull();
        return console;
    }

    private String text(Map<String, Object> options) {
        return (String) console().call(DevConsole.MediaType.TEXT, options);
    }

    private JsonObject json(Map<String, Object> options) {
        return (JsonObject) console().call(DevConsole.MediaType.JSON, options);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> first(Object list) {
        return ((List<Map<String, Object>>) list).get(0);
    }

    @Test
    void isAmongThoseThatCamelLoadsByScanning() {
        DevConsoleRegistry registry = registry();
        registry.loadDevConsoles();

        assertThat(registry.stream().map(DevConsole::getId)).contains("dune", "health", "context");
    }

    @Test
    void saysSoBeforeAnEndpointWasStarted() {
        assertThat(text(Map.of())).contains("No endpoint");
        assertThat(json(Map.of())).isEmpty();
    }

    @Test
    void showsWatchesCountsAndBothRateLimitsAsText() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        String done = dune.execution().completed().start();
        consume("executionIds=" + id + "," + done + "&requestsPerMinute=60000&submissionsPerMinute=15");
        eventually()
                .until(() -> receiver.of(id).size() == 1 && receiver.of(done).size() == 1);
        eventually().until(() -> text(Map.of()).contains("Watches: 1"));

        String page = text(Map.of());

        assertThat(page)
                .contains("Consumer of route watching", "From: dune://status?", "Watch List: default")
                .containsPattern(id + "  EXECUTING +\\S+ +.* ago")
                .contains("Transitions: COMPLETED: 1, EXECUTING: 1", "Exchanges: 2 (rejected: 0)")
                .contains("API Key 1", "Used By: dune://status?", "Ends: COMPLETED: 1")
                .contains("Reads: 60000 a minute (configured), tokens: ", "Submissions: 15 a minute (configured)")
                .containsPattern("Requests: ok: \\d+")
                .as("what has ended is watched no more")
                .doesNotContain(done + "  ", dune.apiKey());
    }

    @Test
    void showsTheSameAsJson() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        consume("executionIds=" + id);
        eventually().until(() -> receiver.of(id).size() == 1);

        JsonObject page = json(Map.of());

        Map<String, Object> consumer = first(page.get("consumers"));
        assertThat(consumer).containsEntry("routeId", ROUTE).containsEntry("size", 1);
        assertThat(first(consumer.get("watches")))
                .containsEntry("executionId", id)
                .containsEntry("state", "QUERY_STATE_EXECUTING")
                .containsEntry("errorsInRow", 0)
                .containsKeys("ageSeconds", "lastPolled", "nextPoll", "registeredAt");
        assertThat(first(page.get("watchLists")))
                .containsEntry("name", "default")
                .containsEntry("transitions", Map.of("EXECUTING", 1L));
        Map<String, Object> key = first(page.get("apiKeys"));
        assertThat(key)
                .containsEntry("number", 1)
                .containsEntry("credits", 0.0)
                .containsEntry("rows", 0L)
                .containsKeys("endpoints", "requestsByVerdict", "submissionsByVerdict", "endsByState")
                .doesNotContainKey("pollsPausedUntil");
        for (String limit : List.of("reads", "submissions")) {
            assertThat(key.get(limit))
                    .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                    .containsKeys("lastMinute", "inFlight", "waiting", "throttled")
                    // without a limit there is none to show: JSON knows no infinity
                    .doesNotContainKeys("limit", "tokens", "pausedUntil");
        }
        assertThat(page.toJson()).doesNotContain(dune.apiKey(), "Infinity", "NaN");
    }

    @Test
    void showsErrorsInARowAndThePauseOfARefusedKey() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        dune.failAll(Fault.unauthorized().forever());
        consume("executionIds=" + id);

        eventually().until(() -> text(Map.of()).contains("Polls Paused By A Refused Key: go on in "));

        assertThat(text(Map.of())).containsPattern("Requests: key refused: \\d").doesNotContain(dune.apiKey());
        assertThat(first(json(Map.of()).get("apiKeys"))).containsKey("pollsPausedUntil");
        // the rate limiter knows of the answer a moment before the watch does
        eventually().until(() -> (Integer) watch().get("errorsInRow") == 1);
        assertThat(watch()).doesNotContainKey("state");
    }

    private Map<String, Object> watch() {
        return first(first(json(Map.of()).get("consumers")).get("watches"));
    }

    @Test
    void filtersAndLimitsTheWatches() throws Exception {
        String running = dune.execution().stays("EXECUTING").start();
        String pending = dune.execution().stays("PENDING").start();
        consume("executionIds=" + running + "," + pending);
        eventually().until(() -> receiver.received().size() == 2);

        assertThat(text(Map.of("filter", "PENDING")))
                .contains(pending + "  ", "Matching: 1")
                .doesNotContain(running + "  ");
        assertThat(text(Map.of("filter", running))).contains(running + "  ").doesNotContain(pending + "  ");
        assertThat(text(Map.of("filter", "QUERY_STATE_EX*")))
                .contains(running + "  ")
                .doesNotContain(pending + "  ");
        assertThat(text(Map.of("limit", "1"))).contains("and 1 more");
        assertThat(first(json(Map.of("limit", "1")).get("consumers")))
                .containsEntry("matching", 2)
                .satisfies(consumer ->
                        assertThat((List<?>) consumer.get("watches")).hasSize(1));
    }

    @Test
    void saysWhatToWriteForALimitThatIsNone() {
        assertThat(text(Map.of("limit", "all"))).contains("option limit", "limit=100");
        assertThat(json(Map.of("limit", "-1"))).containsKey("error");
    }

    @Test
    void forgetsAConsumerThatWasStopped() throws Exception {
        consume("");
        assertThat(text(Map.of())).contains("Consumer of route watching");

        stopRoute();

        assertThat(text(Map.of())).doesNotContain("Consumer of route");
    }

    @Test
    void showsAKeyThatIsInAUriAsLittleAsAnyOther() throws Exception {
        consume("apiKey=" + dune.apiKey());

        assertThat(text(Map.of())).contains("apiKey=xxxxxx").doesNotContain(dune.apiKey());
        assertThat(json(Map.of()).toJson()).contains("apiKey=xxxxxx").doesNotContain(dune.apiKey());
    }
}
