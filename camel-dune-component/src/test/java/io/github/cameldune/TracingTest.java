package io.github.cameldune;

import static io.github.cameldune.Tracing.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The spans of {@code camel-opentelemetry2}: what they say of executions, how they hang together, and when they end. */
class TracingTest extends ConsumerTestSupport {

    private static final long QUERY = 4711;

    private Tracing tracing;

    @BeforeEach
    void trace() {
        tracing = new Tracing(context);
    }

    @AfterEach
    void stopTracing() {
        context.stop();
        tracing.close();
    }

    private Exchange process(String uri, Map<String, Object> headers) {
        return context.createProducerTemplate()
                .send(uri, exchange -> exchange.getMessage().setHeaders(new HashMap<>(headers)));
    }

    private void route(String from, String... to) throws Exception {
        RouteBuilder.addRoutes(context, routes -> routes.from(from).to(to));
    }

    private List<SpanData> emitted(int count) {
        eventually().until(() -> tracing.received("dune:status").size() == count);
        return tracing.received("dune:status").stream()
                .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
                .toList();
    }

    @Test
    void anEmittedExchangeIsTaggedWithItsExecutionQueryAndState() throws Exception {
        String id =
                dune.execution().queryId(QUERY).state("EXECUTING").completed().start();

        consume("executionIds=" + id);
        List<SpanData> spans = emitted(2);

        assertThat(spans).extracting(span -> tag(span, "dune.operation")).containsOnly("status");
        assertThat(spans).extracting(span -> tag(span, "dune.execution.id")).containsOnly(id);
        assertThat(spans).extracting(span -> tag(span, "dune.query.id")).containsOnly("4711");
        assertThat(spans)
                .extracting(span -> tag(span, "dune.state"))
                .containsExactly("QUERY_STATE_EXECUTING", "QUERY_STATE_COMPLETED");
        assertThat(spans).extracting(span -> tag(span, "component")).containsOnly("camel-dune");
        tracing.assertEachEndedOnce();
    }

    @Test
    void theSpanOfAProducerIsTaggedWithTheStatusThatItFound() throws Exception {
        String id = dune.execution().queryId(QUERY).completed().start();
        route("direct:status", "dune:status");

        process("direct:status", Map.of(DuneConstants.EXECUTION_ID, id, DuneConstants.STATE, "of another one"));

        assertThat(tracing.sent("dune:status")).singleElement().satisfies(span -> {
            assertThat(tag(span, "dune.operation")).isEqualTo("status");
            assertThat(tag(span, "dune.execution.id")).isEqualTo(id);
            assertThat(tag(span, "dune.query.id")).isEqualTo("4711");
            assertThat(tag(span, "dune.state")).isEqualTo("QUERY_STATE_COMPLETED");
            assertThat(tag(span, "dune.error.type")).isNull();
        });
        tracing.assertEachEndedOnce();
    }

    @Test
    void aFailedExecutionIsNoFailedSpan() {
        String id = dune.execution()
                .failed("FAILED_TYPE_EXECUTION_TIMEOUT", "Query execution timed out.")
                .start();

        process("dune:await", Map.of(DuneConstants.EXECUTION_ID, id));

        assertThat(tracing.sent("dune:await")).singleElement().satisfies(span -> {
            assertThat(tag(span, "dune.state")).isEqualTo("QUERY_STATE_FAILED");
            assertThat(tag(span, "dune.error.type")).isEqualTo("FAILED_TYPE_EXECUTION_TIMEOUT");
            assertThat(tag(span, "error")).isNull();
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        });
    }

    @Test
    void aFailedRequestIsAFailedSpanWithoutAStateOfAnotherStatus() {
        String id = dune.execution().completed().start();
        dune.fail(id, Fault.serverError(503));

        process("dune:status", Map.of(DuneConstants.EXECUTION_ID, id, DuneConstants.STATE, "QUERY_STATE_EXECUTING"));

        assertThat(tracing.sent("dune:status")).singleElement().satisfies(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(tag(span, "error.type")).isEqualTo(DuneServerException.class.getName());
            assertThat(tag(span, "http.status_code")).isEqualTo("503");
            assertThat(tag(span, "dune.execution.id")).isEqualTo(id);
            assertThat(tag(span, "dune.state")).isNull();
        });
        tracing.assertEachEndedOnce();
    }

    @Test
    void watchingAnExecutionTagsNoStateWhichItDoesNotKnow() {
        String id = dune.execution().stays("EXECUTING").start();

        process(
                "dune:watch",
                Map.of(
                        DuneConstants.EXECUTION_ID,
                        id,
                        DuneConstants.QUERY_ID,
                        QUERY,
                        DuneConstants.STATE,
                        "QUERY_STATE_COMPLETED"));

        assertThat(tracing.sent("dune:watch")).singleElement().satisfies(span -> {
            assertThat(tag(span, "dune.operation")).isEqualTo("watch");
            assertThat(tag(span, "dune.execution.id")).isEqualTo(id);
            assertThat(tag(span, "dune.query.id")).isEqualTo("4711");
            assertThat(tag(span, "dune.state")).isNull();
        });
    }

    @Test
    void anEmittedExchangeKeepsItsTagsWhenItsRouteFetchesAnotherStatus() throws Exception {
        String other = dune.execution().failed().start();
        String id = dune.execution().completed().start();
        receiver.then(exchange -> exchange.getMessage().setHeader(DuneConstants.EXECUTION_ID, other));

        RouteBuilder.addRoutes(context, routes -> routes.from(QUICK + "&executionIds=" + id)
                .process(receiver)
                .to("dune:status"));

        assertThat(emitted(1)).singleElement().satisfies(span -> {
            assertThat(tag(span, "dune.execution.id")).isEqualTo(id);
            assertThat(tag(span, "dune.state")).isEqualTo("QUERY_STATE_COMPLETED");
        });
        assertThat(tracing.sent("dune:status")).singleElement().satisfies(span -> {
            assertThat(tag(span, "dune.execution.id")).isEqualTo(other);
            assertThat(tag(span, "dune.state")).isEqualTo("QUERY_STATE_FAILED");
        });
    }

    @Test
    void traceparentAmongTheCorrelationHeadersContinuesTheTrace() throws Exception {
        String id = dune.execution().state("EXECUTING").completed().start();
        route("direct:register", "dune:watch?correlationHeaders=traceparent");
        consume("");

        process("direct:register", Map.of(DuneConstants.EXECUTION_ID, id));
        List<SpanData> spans = emitted(2);

        SpanData watch = tracing.sent("dune:watch").get(0);
        assertThat(spans).extracting(SpanData::getTraceId).containsOnly(watch.getTraceId());
        assertThat(spans).extracting(SpanData::getParentSpanId).containsOnly(watch.getSpanId());
        tracing.assertEachEndedOnce();
    }

    @Test
    void withoutItEachEmittedExchangeBeginsATraceOfItsOwn() throws Exception {
        String traced =
                dune.execution().state("PENDING").state("EXECUTING").completed().start();
        String other =
                dune.execution().state("PENDING").state("EXECUTING").completed().start();
        route("direct:register", "dune:watch?correlationHeaders=traceparent");
        consume("");

        process("direct:register", Map.of(DuneConstants.EXECUTION_ID, traced));
        watch(other);
        List<SpanData> spans = emitted(6).stream()
                .filter(span -> other.equals(tag(span, "dune.execution.id")))
                .toList();

        assertThat(spans).extracting(SpanData::getParentSpanContext).containsOnly(SpanContext.getInvalid());
        assertThat(spans).extracting(SpanData::getTraceId).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void spansEndOnceAndReachNoOtherExchangeWhereRoutesAwaitAndFail() throws Exception {
        String[] ids = new String[8];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = dune.execution()
                    .state("PENDING")
                    .state("EXECUTING", 2)
                    .completed()
                    .start();
        }
        String rejected = dune.execution().completed().start();
        receiver.then(exchange -> {
            if (rejected.equals(exchange.getMessage().getHeader(DuneConstants.EXECUTION_ID))
                    && receiver.of(rejected).size() < 3) {
                throw new IllegalStateException("rejected by the test");
            }
        });
        RouteBuilder.addRoutes(context, routes -> routes.from(QUICK + "&states=terminal&concurrentConsumers=4"
                        + "&executionIds=" + rejected + "," + String.join(",", ids))
                .to("dune:await")
                .process(receiver));

        List<SpanData> spans = emitted(ids.length + 3);

        assertThat(spans).extracting(SpanData::getParentSpanContext).containsOnly(SpanContext.getInvalid());
        assertThat(spans).extracting(SpanData::getTraceId).doesNotHaveDuplicates();
        for (SpanData await : tracing.sent("dune:await")) {
            assertThat(spans)
                    .filteredOn(span -> span.getSpanId().equals(await.getParentSpanId()))
                    .as("the exchange in whose route it was sent")
                    .extracting(span -> tag(span, "dune.execution.id"))
                    .containsExactly(tag(await, "dune.execution.id"));
        }
        assertThat(spans)
                .filteredOn(span -> span.getStatus().getStatusCode() == StatusCode.ERROR)
                .extracting(span -> tag(span, "dune.execution.id"))
                .containsExactly(rejected, rejected);
        tracing.assertEachEndedOnce();
    }

    @Test
    void pollsHaveNoSpans() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();

        consume("executionIds=" + id);
        emitted(1);
        awaitRequests(id, 3);

        assertThat(tracing.started()).isEqualTo(1);
    }

    @Test
    void noSpanShowsTheApiKey() throws Exception {
        String id = dune.execution().completed().start();
        dune.fail(id, Fault.answer(401, "{\"error\":\"invalid API Key " + dune.apiKey() + "\"}"));
        route("direct:status", "dune:status?apiKey=" + dune.apiKey());

        process("direct:status", Map.of(DuneConstants.EXECUTION_ID, id));
        process("direct:status", Map.of(DuneConstants.EXECUTION_ID, id));

        assertThat(tracing.sent("dune:status")).hasSize(2);
        assertThat(tracing.ended())
                .noneMatch(span -> span.toString().contains(dune.apiKey()))
                .allSatisfy(span -> assertThat(span.getName()).doesNotContain("?"));
    }

    @Test
    void aComponentOfAnotherNameIsDecoratedAlike() throws Exception {
        String id = dune.execution().completed().start();
        CamelContext camel = context;
        DuneComponent second = new DuneComponent();
        second.getConfiguration().setBaseUrl(dune.baseUrl());
        second.getConfiguration().setApiKey(dune.apiKey());
        camel.addComponent("dune-eu", second);

        process("dune-eu:status", Map.of(DuneConstants.EXECUTION_ID, id));

        assertThat(tracing.sent("dune:status")).singleElement().satisfies(span -> assertThat(tag(span, "dune.state"))
                .isEqualTo("QUERY_STATE_COMPLETED"));
    }
}
