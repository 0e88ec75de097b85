package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.camel.CamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;

/** Camel's tracing by OpenTelemetry in a Camel context, whose spans stay in memory. */
final class Tracing implements AutoCloseable {

    /** Where the SDK says, at a level that nobody reads, that a span was ended twice. */
    private static final Logger OF_SPANS = Logger.getLogger("io.opentelemetry.sdk.trace.SdkSpan");

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final AtomicInteger started = new AtomicInteger();
    private final List<String> misuse = new CopyOnWriteArrayList<>();
    private final Handler listening = new Misuse(misuse);
    private final Level levelBefore = OF_SPANS.getLevel();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(new CountStarts(started))
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();

    /** Traces the routes that are added from now on. */
    Tracing(CamelContext camel) {
        listening.setLevel(Level.ALL);
        OF_SPANS.addHandler(listening);
        OF_SPANS.setLevel(Level.ALL);
        camel.getRegistry().bind("tracer", provider.get("test"));
        camel.getRegistry().bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        new OpenTelemetryTracer().init(camel);
    }

    List<SpanData> ended() {
        return exporter.getFinishedSpanItems();
    }

    List<SpanData> named(String name) {
        return ended().stream().filter(span -> span.getName().equals(name)).toList();
    }

    /** The spans of a consumer, which begin with an exchange that it emits. */
    List<SpanData> received(String name) {
        return with(name, "EVENT_RECEIVED");
    }

    /** The spans of a producer, which begin with a message that it is sent. */
    List<SpanData> sent(String name) {
        return with(name, "EVENT_SENT");
    }

    private List<SpanData> with(String name, String operation) {
        return named(name).stream()
                .filter(span -> operation.equals(tag(span, "op")))
                .toList();
    }

    static String tag(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    /** Every span that was started was ended, and none of them twice. */
    void assertEachEndedOnce() {
        assertThat(ended()).hasSize(started.get()).doesNotHaveDuplicates().allMatch(SpanData::hasEnded);
        assertThat(ended()).extracting(SpanData::getKind).containsOnly(SpanKind.INTERNAL);
        assertThat(misuse).isEmpty();
    }

    int started() {
        return started.get();
    }

    @Override
    public void close() {
        OF_SPANS.removeHandler(listening);
        OF_SPANS.setLevel(levelBefore);
        provider.close();
    }

    private record CountStarts(AtomicInteger started) implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            started.incrementAndGet();
        }

        @Override
        public boolean isStartRequired() {
            return true;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            // the exporter keeps it
        }

        @Override
        public boolean isEndRequired() {
            return false;
        }
    }

    private static final class Misuse extends Handler {

        private final List<String> messages;

        private Misuse(List<String> messages) {
            this.messages = messages;
        }

        @Override
        public void publish(LogRecord entry) {
            messages.add(entry.getMessage());
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing to close
        }
    }
}
