package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route that was stopped and started again does what it did before, whatever its producer is. */
class ProducerRestartTest extends RowsTestSupport {

    private static final String ROUTE = "again";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "await",
                "cancel",
                "results",
                "results?outputType=StreamList",
                "results?outputType=Csv",
                "latest",
                "execute",
                "sql?sql=select 1",
                "execute?watch=true",
                "watch",
                "unwatch"
            })
    void aRouteThatIsStartedAgainGoesOn(String operation) throws Exception {
        long query = 4242;
        String id = dune.execution().queryId(query).completed().rows(rows(3)).start();
        dune.query(query).latest(id);
        RouteBuilder.addRoutes(context.camel(), routes -> routes.from("direct:again")
                .routeId(ROUTE)
                .to("dune:" + operation)
                // what streams is closed when the exchange completes
                .convertBodyTo(String.class));
        Map<String, Object> headers = Map.of(DuneConstants.EXECUTION_ID, id, DuneConstants.QUERY_ID, query);
        Exchange before = context.send("direct:again", headers);

        for (int i = 0; i < 2; i++) {
            context.camel().getRouteController().stopRoute(ROUTE);
            context.camel().getRouteController().startRoute(ROUTE);
            Exchange after = context.send("direct:again", headers);

            assertThat(after.getException()).isEqualTo(before.getException()).isNull();
            if (!operation.contains("StreamList")) {
                assertThat(after.getMessage().getBody())
                        .isEqualTo(before.getMessage().getBody());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "await", "results"})
    void aProducerThatIsStartedAgainGoesOn(String operation) throws Exception {
        String id = dune.execution().completed().rows(rows(3)).start();
        Producer producer = context.camel().getEndpoint("dune:" + operation).createProducer();
        for (int i = 0; i < 2; i++) {
            producer.start();
            Exchange exchange = ExchangeBuilder.anExchange(context.camel())
                    .withHeader(DuneConstants.EXECUTION_ID, id)
                    .build();

            producer.process(exchange);

            assertThat(exchange.getException()).isNull();
            producer.stop();
        }
    }
}
