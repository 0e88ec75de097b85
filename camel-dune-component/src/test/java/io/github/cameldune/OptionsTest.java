package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A route of wrong options does not start, and says which option it is and what to write instead. */
class OptionsTest extends SharedContextTestSupport {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    dune:status?executionIds=a        | executionIds        | executionId
                    dune:status?states=terminal       | states              | consumer
                    dune:status?concurrentConsumers=2 | concurrentConsumers | consumer
                    dune:status?delay=5s              | delay               | consumer
                    dune:status?bridgeErrorHandler=true | bridgeErrorHandler | consumer
                    dune:status?correlationHeaders=a  | correlationHeaders  | dune:watch
                    dune:status?awaitTimeout=5s       | awaitTimeout        | dune:await
                    dune:status?maxPollInterval=5s    | maxPollInterval     | dune:
                    dune:watch?states=terminal        | states              | consumer
                    dune:watch?executionIds=a         | executionIds        | executionId
                    dune:unwatch?correlationHeaders=a | correlationHeaders  | dune:watch
                    dune:await?executionIds=a         | executionIds        | executionId
                    dune:status?queryId=1             | queryId             | dune:execute
                    dune:sql?queryId=1                | queryId             | dune:execute
                    dune:execute?sql=SELECT 1         | sql                 | dune:sql
                    dune:status?parameters.a=1        | parameters.a        | dune:execute or dune:sql
                    dune:cancel?performance=large     | performance         | dune:execute or dune:sql
                    dune:status?watch=true            | watch               | dune:watch
                    dune:cancel?tokenRetention=5s     | tokenRetention      | dune:execute or dune:sql
                    dune:execute?executionId=a        | executionId         | starts a new execution
                    dune:latest?queryId=1&executionId=a | executionId       | dune:results
                    dune:sql?executionId=a            | executionId         | starts a new execution
                    dune:execute?correlationHeaders=a | correlationHeaders  | watch=true
                    dune:execute?executionIds=a       | executionIds        | executionId
                    dune:cancel?executionIds=a        | executionIds        | executionId
                    dune:cancel?correlationHeaders=a  | correlationHeaders  | dune:watch
                    dune:execute?states=terminal      | states              | consumer
                    dune:sql?delay=5s                 | delay               | consumer
                    """)
    void refusesAnOptionOnTheWrongProducer(String uri, String option, String cure) {
        assertFails(producer(uri), option, cure);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    dune:status?executionId=a          | executionId        | executionIds
                    dune:status?awaitTimeout=5s        | awaitTimeout       | dune:await
                    dune:status?correlationHeaders=a   | correlationHeaders | dune:watch
                    dune:status?lazyStartProducer=true | lazyStartProducer  | producer
                    dune:status?queryId=1              | queryId            | dune:execute
                    dune:status?parameters.a=1         | parameters.a       | dune:execute or dune:sql
                    dune:status?watch=true             | watch              | dune:watch
                    """)
    void refusesAnOptionOnTheWrongConsumer(String uri, String option, String cure) {
        assertFails(consumer(uri), option, cure);
    }

    @Test
    void takesTheOptionsOfTheComponentOnEverySide() throws Exception {
        context.camel().getRegistry().bind("x", new ConcurrentHashMap<String, String>());
        String common =
                "?watchList=a&watchStore=#x&watchStoreRefresh=9s&watchTimeout=9s&maxWatches=9&rateLimitTimeout=9s"
                        + "&requestsPerMinute=9&maxConcurrentRequests=9&connectTimeout=9s&responseTimeout=9s";

        for (DuneOperation operation : DuneOperation.values()) {
            context.camel().addRoutes(producer("dune:" + operation + common));
        }
        context.camel().addRoutes(consumer("dune:status" + common));

        assertThat(context.camel().getRoutes()).hasSize(DuneOperation.values().length + 1);
        context.camel().getRouteController().stopAllRoutes();
        context.camel().getRouteController().removeAllRoutes();
    }

    @ParameterizedTest
    @CsvSource({"dune:watch", "dune:unwatch", "dune:await", "dune:execute", "dune:sql", "dune:cancel"})
    void refusesToConsumeFromAnOperationThatNeedsAMessage(String uri) {
        assertFails(consumer(uri), uri, "dune:status");
    }

    @ParameterizedTest
    @CsvSource({"dune:rows", "dune:stat", "dune:status/01HKZJ2683PHF9Q9PHHQ8FW4Q1"})
    void refusesAnUnknownOperationAndListsThoseThatThereAre(String uri) {
        assertFails(producer(uri), "operation", "dune:status, dune:watch, dune:unwatch, dune:await");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    dune:status?requestsPerMinute=-1                    | requestsPerMinute     | 0
                    dune:status?maxConcurrentRequests=0                 | maxConcurrentRequests | 1
                    dune:status?connectTimeout=0                        | connectTimeout        | 1
                    dune:status?responseTimeout=0                       | responseTimeout       | 1
                    dune:status?rateLimitTimeout=-1                        | rateLimitTimeout         | 0
                    dune:await?awaitTimeout=0                           | awaitTimeout          | 1
                    dune:watch?maxWatches=0                             | maxWatches            | 1
                    dune:watch?watchTimeout=0                           | watchTimeout          | 1
                    dune:watch?watchStoreRefresh=0                      | watchStoreRefresh     | 1
                    dune:watch?watchList=                               | watchList             | name
                    dune:await?adaptive=false&maxPollInterval=10s       | adaptive              | maxPollInterval
                    dune:status?executionId=a/b                         | executionId           | A-Z
                    dune:execute?queryId=a                              | queryId               | dune.com/queries
                    dune:execute?queryId=0                              | queryId               | dune.com/queries
                    dune:execute?queryId=                               | queryId               | dune.com/queries
                    dune:execute?performance=                           | performance           | medium
                    dune:execute?tokenRetention=0                       | tokenRetention        | 1
                    dune:sql?sql=                                       | sql                   | resource:
                    dune:sql?sql=resource:classpath:none.sql            | sql                   | none.sql
                    dune:execute?watchList=dune:submissions             | watchList             | dune:
                    dune:status?baseUrl=http://example.com/api          | baseUrl               | allowInsecure
                    dune:status?baseUrl=ftp://localhost/api             | baseUrl               | https:
                    dune:status?baseUrl=api.dune.com/api                | baseUrl               | https:
                    dune:status?baseUrl=RAW(https://u:p@localhost/api)  | baseUrl               | user information
                    dune:status?baseUrl=RAW(https://localhost/api?a=b)  | baseUrl               | query
                    dune:status?apiKey=RAW(two words)                   | apiKey                | space
                    """)
    void refusesAValueThatMakesNoSense(String uri, String option, String cure) {
        assertFails(producer(uri), option, cure);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    dune:status?states=DONE                     | states              | FAILED
                    dune:status?states=                         | states              | all
                    dune:status?executionIds=a,,b               | executionIds        | A-Z
                    dune:status?executionIds=a/b                | executionIds        | A-Z
                    dune:status?executionIds=a,b,c&maxWatches=2 | executionIds        | raise maxWatches
                    dune:status?concurrentConsumers=0           | concurrentConsumers | 1
                    dune:status?delay=0                         | delay               | at least 1
                    dune:status?delay=-5                        | delay               | at least 1
                    dune:status?delay=-5s                       | delay               | such as 5000
                    dune:status?baseUrl=https://localhost:70000 | baseUrl             | from 1 to 65535
                    dune:status?adaptive=false&maxPollInterval=9s | adaptive          | maxPollInterval
                    dune:status?delay=9s&maxPollInterval=8s     | delay               | raise maxPollInterval
                    dune:status?delay=9&timeUnit=SECONDS&maxPollInterval=8s | delay   | raise maxPollInterval
                    """)
    void refusesAConsumersValueThatMakesNoSense(String uri, String option, String cure) {
        assertFails(consumer(uri), option, cure);
    }

    @Test
    void refusesAnUnknownOptionAsCamelDoes() {
        assertFails(producer("dune:status?executonId=a"), "executonId", "Unknown parameters");
    }

    @Test
    void refusesTwoPlacesForTls() {
        context.camel().getRegistry().bind("http", new HttpComponent());

        assertFails(
                producer("dune:status?httpComponent=#http&useGlobalSslContextParameters=true"),
                "httpComponent",
                "configure TLS on the httpComponent");
    }

    @Test
    void namesEveryWayToGiveAnApiKeyWhenThereIsNone() {
        try (DuneTestContext keyless = new DuneTestContext(dune, options -> options.setApiKey(null))) {
            assertThatThrownBy(() -> keyless.camel().addRoutes(producer("dune:status")))
                    .isInstanceOf(FailedToStartRouteException.class)
                    .rootCause()
                    .hasMessageContainingAll("apiKey", "camel.component.dune.api-key", "DUNE_API_KEY");
            assertThatThrownBy(() -> keyless.camel().addRoutes(consumer("dune:status")))
                    .rootCause()
                    .hasMessageContaining("apiKey");
        }
    }

    @Test
    void neverQuotesAKeyThatItRefuses() {
        assertThatThrownBy(() -> context.camel().addRoutes(producer("dune:status?apiKey=RAW(secret word)")))
                .rootCause()
                .hasMessageContaining("apiKey")
                .hasMessageNotContaining("secret");
    }

    private static RoutesBuilder producer(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + Math.abs(uri.hashCode())).to(uri);
            }
        };
    }

    private static RoutesBuilder consumer(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).to("log:never");
            }
        };
    }

    private static void assertFails(RoutesBuilder route, String option, String cure) {
        assertThatThrownBy(() -> context.camel().addRoutes(route))
                .rootCause()
                .hasMessageContaining(option)
                .hasMessageContaining(cure);
        assertThat(dune.requestCount()).isZero();
    }
}
