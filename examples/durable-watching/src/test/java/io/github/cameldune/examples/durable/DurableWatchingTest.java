package io.github.cameldune.examples.durable;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the demonstration once, shorter, and looks at what was asked for and at what arrived on the queues. */
class DurableWatchingTest {

    private static Demonstration demonstration;
    private static List<String> problems;

    @BeforeAll
    static void runOnce() throws Exception {
        demonstration =
                new Demonstration(Script.SHORT, new Transcript(System.out), Path.of("target/short-demonstration"));
        problems = demonstration.run();
    }

    @AfterAll
    static void close() throws Exception {
        demonstration.close();
    }

    @Test
    void endsWithoutAProblemOfItsOwn() {
        assertThat(problems).isEmpty();
    }

    @Test
    void theEndOfEachExecutionArrives() {
        assertThat(demonstration.requests()).hasSize(Script.SHORT.executions());
        assertThat(arrivals(true)).extracting(Arrival::executionId).containsAll(requested());
    }

    @Test
    void eachArrivesOnceOnTheQueueOfItsState() {
        assertThat(arrivals(false)).extracting(Arrival::executionId).containsExactlyInAnyOrderElementsOf(requested());
        assertThat(arrivals(false)).allSatisfy(arrival -> assertThat(arrival.state())
                .isEqualTo("QUERY_STATE_"
                        + arrival.queue().substring("dune.".length()).toUpperCase(Locale.ROOT)));
    }

    @Test
    void eachHasTheBusinessHeadersOfItsRequest() {
        Map<String, Request> requests =
                demonstration.requests().stream().collect(toMap(Request::executionId, request -> request));
        assertThat(demonstration.arrivals()).allSatisfy(arrival -> assertThat(
                        new Request(arrival.executionId(), arrival.customer(), arrival.report()))
                .isEqualTo(requests.get(arrival.executionId())));
    }

    @Test
    void aRepeatHasTheEventIdOfItsFirst() {
        Map<String, Set<String>> eventIds = demonstration.arrivals().stream()
                .collect(groupingBy(Arrival::executionId, mapping(Arrival::eventId, toSet())));
        assertThat(eventIds)
                .allSatisfy((id, events) ->
                        assertThat(events).singleElement().asString().startsWith(id + ":"));
    }

    @Test
    void bothNodesDelivered() {
        assertThat(demonstration.arrivals()).extracting(Arrival::node).contains("node-1", "node-2");
    }

    @Test
    void noProcessIsLeft() {
        assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
    }

    private static List<String> requested() {
        return demonstration.requests().stream().map(Request::executionId).toList();
    }

    private static List<Arrival> arrivals(boolean audit) {
        return demonstration.arrivals().stream()
                .filter(arrival -> arrival.isAudit() == audit)
                .toList();
    }
}
