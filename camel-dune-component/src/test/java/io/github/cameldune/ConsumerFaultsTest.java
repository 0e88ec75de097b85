package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import org.junit.jupiter.api.Test;

/** Faults of one execution, and those that come mixed; each fault by itself is in the matrix of faults. */
class ConsumerFaultsTest extends ConsumerTestSupport {

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
