package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.StubSubmission;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dune:sql} starts an execution of the SQL in the body, or in the option. */
class SqlTest {

    private static final String SQL = "SELECT 'é', count(*) FROM dex.trades WHERE a = '${b}'";

    @TempDir
    Path directory;

    private DuneStub dune;
    private DuneTestContext context;

    @BeforeEach
    void start() {
        dune = DuneStub.start();
        context = new DuneTestContext(dune);
    }

    @AfterEach
    void stop() {
        context.close();
        dune.close();
    }

    static List<Object> bodies() {
        byte[] bytes = SQL.getBytes(StandardCharsets.UTF_8);
        return List.of(SQL, bytes, new ByteArrayInputStream(bytes), new StringReader(SQL), new StringBuilder(SQL));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void runsTheSqlInTheBody(Object body) {
        Exchange exchange = sendBody("dune:sql", body);

        assertThat(exchange.getException()).isNull();
        assertThat(onlySubmission().sql()).isEqualTo(SQL);
        assertThat(onlySubmission().queryId()).isNull();
        assertThat(exchange.getMessage().getHeaders())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "CamelDuneExecutionId",
                        onlySubmission().executionId(),
                        "CamelDuneState",
                        "QUERY_STATE_PENDING"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:text", "direct:resource", "direct:yaml"})
    void runsTheSqlOfTheOptionAndLeavesTheBodyAlone(String route) throws Exception {
        Path file = Files.writeString(directory.resolve("query.sql"), "SELECT 1");
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:text").to("dune:sql?sql=SELECT 1");
                from("direct:resource").to("dune:sql?sql=resource:file:" + file);
            }
        });
        context.loadYaml("""
                - route:
                    from:
                      uri: direct:yaml
                      steps:
                        - to:
                            uri: dune:sql
                            parameters:
                              sql: SELECT 1
                """);

        Exchange exchange = sendBody(route, "DROP TABLE of a message");

        assertThat(exchange.getException()).isNull();
        assertThat(onlySubmission().sql()).isEqualTo("SELECT 1");
        assertThat(exchange.getMessage().getBody()).isEqualTo("DROP TABLE of a message");
    }

    @Test
    void sendsParametersAndEngineSize() {
        context.template().send("dune:sql?performance=medium&parameters.a=1", exchange -> exchange.getMessage()
                .setBody(SQL));

        assertThat(onlySubmission().parameters()).containsExactly(Map.entry("a", "1"));
        assertThat(onlySubmission().performance()).isEqualTo("medium");
    }

    @Test
    void leavesAStreamInTheRouteReadable() throws Exception {
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:stream").to("dune:sql").convertBodyTo(String.class);
            }
        });

        Exchange exchange = sendBody("direct:stream", new ByteArrayInputStream(SQL.getBytes(StandardCharsets.UTF_8)));

        assertThat(exchange.getMessage().getBody()).isEqualTo(SQL);
    }

    @Test
    void takesNoSqlFromAHeader() {
        Exchange exchange = context.send(
                "dune:sql",
                Map.of(
                        "CamelDuneSql",
                        "SELECT 2",
                        "sql",
                        "SELECT 2",
                        "CamelSqlQuery",
                        "SELECT 2",
                        "CamelDuneQueryId",
                        7));

        assertThat(exchange.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("body")
                .hasMessageContaining("option sql");
        assertThat(dune.requestCount()).isZero();
    }

    @Test
    void removesTheQueryIdOfAnEarlierExecution() {
        Exchange exchange = context.send("dune:sql?sql=SELECT 1", Map.of("CamelDuneQueryId", 7L));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("CamelDuneQueryId");
    }

    static List<Object> noSql() {
        return List.of("", " \n", new byte[0], List.of(Map.of("a", 1)), Map.of("a", 1), 7, new Object());
    }

    @ParameterizedTest
    @MethodSource("noSql")
    void refusesABodyThatIsEmptyOrNoText(Object body) {
        assertThat(sendBody("dune:sql", body).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("body")
                .hasMessageContaining("option sql");
        assertThat(dune.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dune:sql?sql=",
                "dune:sql?sql=RAW( )",
                "dune:sql?sql=resource:classpath:no-such.sql",
                "dune:sql?sql=resource:file:/no/such.sql"
            })
    void doesNotStartWithoutSqlInTheOption(String uri) {
        assertThatThrownBy(() -> context.camel().addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").to(uri);
                    }
                }))
                .hasStackTraceContaining("The option sql");
    }

    @Test
    void watchesTheExecution() throws Exception {
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("dune:sql?watch=true&correlationHeaders=OrderNumber");
                from("dune:status?states=terminal&delay=100&initialDelay=0").to("mock:ended");
            }
        });
        MockEndpoint ended = context.camel().getEndpoint("mock:ended", MockEndpoint.class);
        ended.expectedHeaderReceived("OrderNumber", "7");

        context.template().sendBodyAndHeader("direct:in", SQL, "OrderNumber", "7");

        ended.assertIsSatisfied();
    }

    private Exchange sendBody(String uri, Object body) {
        return context.template().send(uri, exchange -> exchange.getMessage().setBody(body));
    }

    private StubSubmission onlySubmission() {
        assertThat(dune.submissions()).hasSize(1);
        return dune.submissions().get(0);
    }
}
