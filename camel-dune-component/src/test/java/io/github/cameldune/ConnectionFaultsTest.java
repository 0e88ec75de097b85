package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import java.io.IOException;
import java.net.UnknownHostException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No answer, or none to its end: the exception stays the {@link IOException} that it is. */
class ConnectionFaultsTest {

    private static DuneStub dune;
    private static DuneTestContext context;
    private static String id;

    @BeforeAll
    static void start() {
        dune = DuneStub.start();
        context = new DuneTestContext(dune, options -> {
            options.setConnectTimeout(300);
            options.setResponseTimeout(300);
        });
        id = dune.execution().completed().start();
    }

    @AfterAll
    static void stop() {
        context.close();
        dune.close();
    }

    @AfterEach
    void heal() {
        dune.heal();
        dune.forgetRequests();
    }

    @Test
    void saysThatTheHostIsUnknown() {
        // .invalid is reserved: no resolver knows it
        assertThat(context.send("dune:status?baseUrl=https://dune.invalid/api", id)
                        .getException())
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("dune.invalid");
    }

    @Test
    void endsTheExchangeWhateverAUsersHttpComponentThrows() {
        HttpComponent broken = new HttpComponent();
        broken.setHttpClientConfigurer(builder -> builder.addRequestInterceptorFirst((request, entity, http) -> {
            throw new UnsupportedOperationException("of the user");
        }));
        context.camel().addComponent("broken", broken);
        context.camel().getRegistry().bind("broken", broken);

        assertThat(context.send("dune:status?httpComponent=#broken", id).getException())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(context.camel().getInflightRepository().size()).isZero();
    }

    @Test
    void isMatchedByARedeliveryRuleForIoExceptions() throws Exception {
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IOException.class).maximumRedeliveries(3).redeliveryDelay(0);
                from("direct:redelivered").to("dune:status");
            }
        });
        dune.fail(id, Fault.reset().times(2));

        Exchange exchange = context.send("direct:redelivered", id);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CamelDuneState")).isEqualTo("QUERY_STATE_COMPLETED");
        assertThat(dune.requestCount()).isEqualTo(3);
    }
}
