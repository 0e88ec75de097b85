package io.github.cameldune;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The end of a route: keeps what arrived, in its order, then does the work of the test. */
final class Receiver implements Processor {

    /** One exchange as it arrived, copied, since the route goes on with the message. */
    record Received(Map<String, Object> headers, Object body) {

        String executionId() {
            return text(DuneConstants.EXECUTION_ID);
        }

        String state() {
            return text(DuneConstants.STATE);
        }

        String previousState() {
            return text(DuneConstants.PREVIOUS_STATE);
        }

        String eventId() {
            return text(DuneConstants.EVENT_ID);
        }

        private String text(String header) {
            return (String) headers.get(header);
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private volatile Processor work = exchange -> {};

    /** What to do with each exchange that arrives from now on. */
    Receiver then(Processor what) {
        work = what;
        return this;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            received.add(new Received(
                    Map.copyOf(exchange.getMessage().getHeaders()),
                    exchange.getMessage().getBody()));
            work.process(exchange);
        } finally {
            underWay.decrementAndGet();
        }
    }

    List<Received> received() {
        return received;
    }

    List<Received> of(String executionId) {
        return received.stream()
                .filter(one -> executionId.equals(one.executionId()))
                .toList();
    }

    /** The states that arrived of an execution, without the prefix that all have. */
    List<String> states(String executionId) {
        return of(executionId).stream()
                .map(one -> one.state().replace("QUERY_STATE_", ""))
                .toList();
    }

    /** How many exchanges were in the route at the same time, at most. */
    int mostUnderWay() {
        return mostUnderWay.get();
    }

    int underWay() {
        return underWay.get();
    }
}
