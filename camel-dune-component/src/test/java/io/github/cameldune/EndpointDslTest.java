package io.github.cameldune;

import static io.github.cameldune.endpoint.StaticEndpointBuilders.dune;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.endpoint.DuneEndpointBuilderFactory.DuneBuilders;
import io.github.cameldune.watch.store.MapWatchStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.junit.jupiter.api.Test;

/** Routes written with the generated, type-safe endpoints. */
class EndpointDslTest extends ConsumerTestSupport {

    /** As a user writes it: Camel's route builder, and ours beside it. */
    private final class Routes extends EndpointRouteBuilder implements DuneBuilders {
        @Override
        public void configure() {
            MapWatchStore lists = new MapWatchStore(new ConcurrentHashMap<>());

            from(direct("watch"))
                    .to(dune("watch").watchList("typed").watchStore(lists).correlationHeaders("OrderId"));
            from(direct("unwatch")).to(dune("unwatch").watchList("typed").watchStore(lists));
            from(direct("status")).to(dune("status").rateLimitTimeout("5s"));
            from(direct("await")).to(dune("await").awaitTimeout(20_000).adaptive(false));
            from(dune("status")
                            .watchList("typed")
                            .watchStore(lists)
                            .states("terminal")
                            .initialDelay(0)
                            .delay(50)
                            .advanced()
                            .bridgeErrorHandler(true))
                    .process(receiver);
        }
    }

    @Test
    void runsTheConsumerAndEachProducer() throws Exception {
        context.addRoutes(new Routes());
        String removed = dune.execution().stays("EXECUTING").start();
        String failing = dune.execution().state("EXECUTING").failed().start();

        send("direct:watch", removed, Map.of());
        awaitRequests(removed, 1);
        send("direct:unwatch", removed, Map.of());
        send("direct:watch", failing, Map.of("OrderId", "7"));

        assertThat(answer("direct:status", removed)).containsEntry(DuneConstants.STATE, "QUERY_STATE_EXECUTING");
        assertThat(answer("direct:await", failing)).containsEntry(DuneConstants.EXECUTION_FINISHED, true);
        eventually().until(() -> !receiver.received().isEmpty());
        assertThat(receiver.received().get(0).headers())
                .containsEntry(DuneConstants.EVENT_ID, failing + ":QUERY_STATE_FAILED")
                .containsEntry("OrderId", "7");
    }

    @Test
    void writesTheUriThatItStandsFor() {
        assertThat(dune("status").executionIds("a,b").states("terminal").getRawUri())
                .isEqualTo("dune://status?executionIds=a,b&states=terminal");
    }

    @Test
    void namesTheHeaders() {
        DuneBuilders builders = new DuneBuilders() {};

        assertThat(builders.dune().duneErrorType()).isEqualTo(DuneConstants.ERROR_TYPE);
    }

    private Map<String, Object> answer(String uri, String id) {
        Exchange answer = context.createProducerTemplate()
                .request(uri, exchange -> exchange.getMessage().setHeader(DuneConstants.EXECUTION_ID, id));
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getHeaders();
    }
}
