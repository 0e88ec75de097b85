package io.github.cameldune.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.faults.FaultCell.Often;
import io.github.cameldune.faults.FaultCell.Operation;
import io.github.cameldune.faults.WireFault.Meaning;
import io.github.cameldune.faults.WireFault.Where;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever goes wrong between Dune and here, as often as it likes: callers are told, nothing that is not true is emitted,
 * what is true is emitted in the end, and the health check tells. What is seen is the page {@code dune-faults.adoc}.
 */
class FaultMatrixTest {

    private static final Path PAGE = Path.of("src/main/docs/dune-faults.adoc");

    private static final List<FaultCell> CELLS = new ArrayList<>();
    private static Map<String, HealthCheck.State> health;
    private static int requestsElsewhere;

    @BeforeAll
    static void runAll() throws Exception {
        // hundreds of refused keys are no news
        Configurator.setLevel("io.github.cameldune.internal", Level.OFF);
        try (FaultServer elsewhere = new FaultServer(Map.of()).start()) {
            List<WireFault> faults = WireFaults.all(elsewhere.baseUrl());
            for (WireFault fault : faults) {
                for (Operation operation : Operation.values()) {
                    for (Often often : Often.values()) {
                        CELLS.add(new FaultCell(fault, faults.indexOf(fault), operation, often));
                    }
                }
            }
            try (FaultScene scene = new FaultScene(CELLS)) {
                scene.run();
                // a poll later, what is over is healthy again
                await().atMost(Duration.ofSeconds(20)).until(() -> scene.health().entrySet().stream()
                        .allMatch(check -> isUp(check) || of(check.getKey()).isForEver()));
                health = scene.health();
            }
            requestsElsewhere = elsewhere.requests();
        }
    }

    private static boolean isUp(Map.Entry<String, HealthCheck.State> check) {
        return check.getValue() == HealthCheck.State.UP;
    }

    private static FaultCell of(String id) {
        return CELLS.stream().filter(cell -> cell.id().equals(id)).findFirst().orElseThrow();
    }

    @AfterAll
    static void forget() {
        CELLS.clear();
        Configurator.setLevel("io.github.cameldune.internal", (Level) null);
    }

    @Test
    void throwsToTheCallerOfStatusEachTimeAndAnswersWhenItIsOver() {
        assertThat(cells(Operation.STATUS))
                .filteredOn(cell -> !isAsExpectedOfStatus(cell))
                .isEmpty();
    }

    private static boolean isAsExpectedOfStatus(FaultCell cell) {
        String thrown = cell.fault().thrown().getSimpleName();
        List<String> expected = cell.isForEver() ? List.of(thrown) : List.of(thrown, "COMPLETED");
        List<String> outcomes = new ArrayList<>(cell.outcomes());
        // a pause that lasts longer than a caller waits
        outcomes.remove(thrown + FaultCell.NOTHING_SENT);
        if (cell.fault().isTriedOnceMore() && cell.often() == Often.ONCE) {
            outcomes.remove(thrown);
            return outcomes.equals(List.of("COMPLETED"));
        }
        return outcomes.equals(expected);
    }

    @Test
    void makesOneRequestForEachMessageThatIsSentToStatus() {
        assertThat(cells(Operation.STATUS))
                // on a busy machine a good answer may be too late as well
                .filteredOn(cell -> !cell.isForEver() && cell.fault().where() != Where.SLOW_ANSWER)
                .filteredOn(cell -> !cell.fault().isTriedOnceMore())
                .filteredOn(cell -> cell.thrown() != cell.script().failed())
                .isEmpty();
    }

    @Test
    void endsAnAwaitOnlyWithTheTruthOrWithWhatCannotGoWellOrWhenItsTimeIsOver() {
        assertThat(cells(Operation.AWAIT))
                .filteredOn(cell -> !cell.outcomes().equals(List.of(expectedOfAwait(cell))))
                .isEmpty();
    }

    private static String expectedOfAwait(FaultCell cell) {
        WireFault fault = cell.fault();
        // an address that has never answered a status is not believed that it does not know an execution
        if (fault.meaning() == Meaning.KEY || fault.meaning() == Meaning.BILLING) {
            return fault.thrown().getSimpleName();
        }
        return cell.isForEver() ? "DuneWatchTimeoutException" : "COMPLETED";
    }

    @Test
    void emitsNoFalseTransitionAndTheTrueOneWhenItIsOver() {
        assertThat(cells(Operation.CONSUMER))
                .filteredOn(cell -> !cell.outcomes()
                        .equals(cell.isForEver() || isUnknownForGood(cell) ? List.of() : List.of("COMPLETED")))
                .isEmpty();
    }

    @Test
    void reportsWhatGoesWrongAndEndsAWatchOnlyOfAnExecutionThatDuneDoesNotKnow() {
        assertThat(cells(Operation.CONSUMER))
                .filteredOn(cell -> !isAsExpected(cell.reported(), cell))
                .isEmpty();
    }

    private static boolean isAsExpected(List<String> reported, FaultCell cell) {
        // what is over before the next poll of Camel's scheduler is not reported
        return reported.equals(expectedReports(cell)) || cell.often() == Often.ONCE && reported.isEmpty();
    }

    private static List<String> expectedReports(FaultCell cell) {
        String thrown = cell.fault().thrown().getSimpleName();
        if (isUnknownForGood(cell)) {
            return List.of("ends with DuneUnknownExecutionException");
        }
        // none is news: that Dune does not know an execution yet, that a limit is there to be discovered, that one
        // execution costs too much
        boolean silent = cell.fault().meaning() == Meaning.UNKNOWN
                || cell.fault().meaning() == Meaning.BILLING
                || cell.fault().meaning() == Meaning.LIMIT && cell.often() == Often.ONCE;
        return silent ? List.of() : List.of(thrown);
    }

    private static boolean isUnknownForGood(FaultCell cell) {
        return cell.fault().meaning() == Meaning.UNKNOWN && cell.isForEver();
    }

    @Test
    void turnsTheHealthCheckDownAsLongAsNothingCanBeAskedAndNoLonger() {
        assertThat(cells(Operation.CONSUMER))
                .filteredOn(cell -> health.get(cell.id()) != expectedHealth(cell))
                .isEmpty();
    }

    private static HealthCheck.State expectedHealth(FaultCell cell) {
        return cell.isForEver()
                        && cell.fault().meaning() != Meaning.UNKNOWN
                        && cell.fault().meaning() != Meaning.BILLING
                ? HealthCheck.State.DOWN
                : HealthCheck.State.UP;
    }

    @Test
    void followsNoRedirect() {
        assertThat(requestsElsewhere).isZero();
    }

    @Test
    void isWhatThePageSays() throws Exception {
        String page = FaultPage.of(CELLS, health);
        if (Boolean.getBoolean("faults.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("the page of the faults; to write it anew: %s", FaultPage.COMMAND)
                .content()
                .isEqualTo(page);
    }

    private static List<FaultCell> cells(Operation operation) {
        return CELLS.stream().filter(cell -> cell.operation() == operation).toList();
    }
}
