package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.watch.store.FailingStore;
import io.github.cameldune.watch.store.MapWatchStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A watch store that fails for a while: nothing is lost, and nothing is emitted twice by the same process. */
class ConsumerStoreFailureTest extends ConsumerTestSupport {

    private static final String LIST = "watchStore=#failing&watchStoreRefresh=50";

    private final FailingStore failing = new FailingStore(new MapWatchStore(store));
    private final List<Throwable> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void bind() {
        context.getRegistry().bind("failing", failing);
        context.getRegistry().bind("handler", new RecordingExceptionHandler(told));
    }

    @Test
    void goesOnAskingAndEmittingWhileTheStoreCannotBeRead() throws Exception {
        String id = dune.execution().state("PENDING").stays("EXECUTING").start();
        consume(LIST);
        send("dune:watch?watchStore=#failing", id, Map.of());
        eventually().until(() -> receiver.of(id).size() == 2);

        failing.reads(false);
        dune.execution().id(id).completed().start();

        eventually().until(() -> receiver.of(id).size() == 3 && isNothingWatched());
    }

    @Test
    void doesNotEmitAgainWhatTheRouteTookWhenOnlyTheRecordFailed() throws Exception {
        String id =
                dune.execution().state("PENDING").state("EXECUTING").completed().start();
        consume(LIST + "&exceptionHandler=#handler");
        receiver.then(exchange -> failing.writes(false));
        send("dune:watch?watchStore=#failing", id, Map.of());

        eventually().until(() -> !told.isEmpty());
        // the record is tried again each 50 ms and more, and nothing else is
        eventually().during(Duration.ofMillis(500)).until(() -> receiver.states(id)
                .equals(List.of("PENDING")));
        receiver.then(exchange -> {});
        failing.writes(true);

        eventually().until(this::isNothingWatched);
        assertThat(receiver.states(id)).containsExactly("PENDING", "EXECUTING", "COMPLETED");
    }

    @Test
    void startsWhenTheStoreComesUpLate() throws Exception {
        String id = dune.execution().completed().start();
        send("dune:watch?watchStore=#failing", id, Map.of());
        failing.reads(false).writes(false);
        consume(LIST + "&exceptionHandler=#handler");
        eventually().until(() -> !told.isEmpty());

        failing.reads(true).writes(true);

        eventually().until(() -> receiver.of(id).size() == 1 && isNothingWatched());
    }
}
