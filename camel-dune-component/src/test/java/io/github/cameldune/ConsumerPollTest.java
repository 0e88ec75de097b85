package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.junit.jupiter.api.Test;

/** What a scheduled consumer owes to Camel: counts, idle messages and backoff, errors of polls. */
class ConsumerPollTest extends ConsumerTestSupport {

    private final List<Integer> polled = new CopyOnWriteArrayList<>();
    private final List<Exception> failed = new CopyOnWriteArrayList<>();

    private void bindStrategy() {
        context.getRegistry().bind("strategy", new DefaultPollingConsumerPollStrategy() {
            @Override
            public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
                polled.add(polledMessages);
            }

            @Override
            public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause)
                    throws Exception {
                failed.add(cause);
                return super.rollback(consumer, endpoint, retryCounter, cause);
            }
        });
    }

    @Test
    void countsWhatItEmitted() throws Exception {
        bindStrategy();
        String one = dune.execution().state("PENDING").completed().start();
        String two = dune.execution().completed().start();

        consume("pollStrategy=#strategy&executionIds=" + one + "," + two);

        eventually().until(() -> polled.stream().mapToInt(i -> i).sum() == 3);
        int polls = polled.size();
        eventually().until(() -> polled.size() >= polls + 3);
        assertThat(polled.stream().mapToInt(i -> i).sum()).isEqualTo(3);
    }

    @Test
    void countsNothingWhenOnlySilentTransitionsWereFound() throws Exception {
        bindStrategy();
        String id = dune.execution().state("PENDING").stays("EXECUTING").start();

        consume("states=terminal&pollStrategy=#strategy&executionIds=" + id);

        awaitRequests(id, 4);
        eventually().until(() -> polled.size() >= 5);
        assertThat(polled).containsOnly(0);
    }

    @Test
    void sendsAnEmptyMessageWhenIdle() throws Exception {
        AtomicInteger empty = new AtomicInteger();
        receiver.then(exchange -> {
            if (exchange.getMessage().getBody() == null) {
                empty.incrementAndGet();
            }
        });

        consume("sendEmptyMessageWhenIdle=true");

        eventually().until(() -> empty.get() >= 2);
    }

    @Test
    void pollsRarelyWhenIdleAndAgainWhenSomethingCame() throws Exception {
        bindStrategy();
        consume("pollStrategy=#strategy&backoffMultiplier=4&backoffIdleThreshold=1");
        eventually().until(() -> polled.size() >= 2);
        String id =
                dune.execution().state("PENDING").state("EXECUTING").completed().start();

        watch(id);

        eventually().until(() -> receiver.of(id).size() == 3);
        assertThat(receiver.states(id)).containsExactly("PENDING", "EXECUTING", "COMPLETED");
    }

    @Test
    void tellsThePollStrategyAndTheExceptionHandlerOnceThatRequestsFail() throws Exception {
        bindStrategy();
        List<Throwable> told = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("handler", new RecordingExceptionHandler(told));
        String id = dune.execution().completed().start();
        dune.fail(id, Fault.serverError(503), Fault.html(), Fault.reset());

        consume("pollStrategy=#strategy&exceptionHandler=#handler&executionIds=" + id);

        eventually().until(() -> receiver.of(id).size() == 1);
        assertThat(told)
                .as("of an outage that goes on, nothing is new")
                .singleElement()
                .satisfies(one -> assertThat(one)
                        .isInstanceOfAny(
                                DuneServerException.class, DuneUnreadableResponseException.class, IOException.class));
        assertThat(failed)
                .hasSameElementsAs(told.stream().map(Exception.class::cast).toList());
    }
}
