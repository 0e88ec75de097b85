package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameldune.stub.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** "Could not ask" is never "failed": whatever goes wrong between Dune and here changes no state. */
class ConsumerFaultsTest extends ConsumerTestSupport {

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("400", Fault.badRequest().times(2)),
                arguments("404", Fault.notFound().times(2)),
                arguments("409", Fault.answer(409, "{\"error\":\"conflict\"}").forever()),
                arguments("500", Fault.serverError(500).forever()),
                arguments("502 of a proxy", Fault.html(502).forever()),
                arguments("503", Fault.serverError(503).forever()),
                arguments("200 with a web page", Fault.html().forever()),
                arguments("200 with nothing", Fault.emptyBody().forever()),
                arguments("another execution's status", Fault.otherExecution().forever()),
                arguments("JSON of another shape", Fault.otherShape().forever()),
                arguments("half a JSON", Fault.cutOff().forever()),
                arguments("truncated", Fault.truncated().forever()),
                arguments("more than 1 MiB", Fault.big(1_200_000).times(3)),
                arguments("deep", Fault.deep(5_000).forever()),
                arguments("redirect", Fault.redirect("http://localhost:1/").forever()),
                arguments("reset", Fault.reset().forever()),
                arguments("no answer", Fault.noAnswer().forever()),
                arguments("garbage", Fault.garbage().forever()),
                arguments("garbage after headers", Fault.garbageAfterHeaders().forever()),
                arguments(
                        "a failure that nobody sent",
                        Fault.answer(500, "{\"state\":\"QUERY_STATE_FAILED\",\"is_execution_finished\":true}")
                                .forever()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void makesNoTransitionOfAFaultAndDeliversTheTrueOneAfterwards(String name, Fault fault) throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        consume("executionIds=" + id);
        eventually().until(() -> receiver.of(id).size() == 1);

        dune.fail(id, fault);
        awaitRequests(id, 2);
        assertThat(receiver.states(id)).as(name).containsExactly("EXECUTING");
        dune.execution().id(id).completed().start();
        dune.heal();

        eventually().until(() -> receiver.of(id).size() == 2);
        assertThat(receiver.states(id)).as(name).containsExactly("EXECUTING", "COMPLETED");
    }

    @Test
    void takesAnAnswerThatIsTooLateForNone() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        dune.fail(id, Fault.slow(Duration.ofSeconds(1)).times(2));

        consume("responseTimeout=100&executionIds=" + id);

        eventually().until(() -> receiver.of(id).size() == 1);
        assertThat(dune.requests(id)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void doesNotLetOneExecutionThatCannotBeAskedAboutDisturbTheOthers() throws Exception {
        String bad = dune.execution().completed().start();
        dune.fail(bad, Fault.serverError(500).forever());
        String good =
                dune.execution().state("PENDING").state("EXECUTING").completed().start();

        consume("executionIds=" + bad + "," + good);

        eventually()
                .until(() -> receiver.of(good).size() == 3 && dune.requests(bad).size() >= 3);
        assertThat(receiver.of(bad)).isEmpty();
        dune.heal();
        eventually().until(() -> receiver.of(bad).size() == 1);
    }

    @Test
    void countsOnlyAnswersInARowBeforeItTakesAnExecutionForUnknown() throws Exception {
        String id = dune.execution().completed().start();
        dune.fail(
                id,
                Fault.notFound().times(2),
                Fault.serverError(500),
                Fault.badRequest().times(2));

        consume("executionIds=" + id);

        eventually().until(() -> receiver.of(id).size() == 1);
        assertThat(dune.requests(id)).hasSize(6);
    }
}
