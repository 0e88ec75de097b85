package io.github.cameldune.examples.jms;

import io.github.cameldune.DunePaymentRequiredException;
import io.github.cameldune.DuneUnauthorizedException;
import io.github.cameldune.DuneUnknownExecutionException;
import io.github.cameldune.DuneWatchTimeoutException;
import org.apache.camel.builder.RouteBuilder;

/** {@code camel/failed-executions.camel.yaml} in Java DSL; the reasons are in the comments there. */
public class FailedExecutions extends RouteBuilder {

    /** Made by Camel Main, which finds it in this package. */
    public FailedExecutions() {}

    @Override
    public void configure() {
        onException(DuneWatchTimeoutException.class, DuneUnknownExecutionException.class)
                .handled(true)
                .transformDataType("dune:jms")
                .setBody(exceptionMessage())
                .to("jms:queue:dune.unwatched");
        onException(DuneUnauthorizedException.class, DunePaymentRequiredException.class)
                .handled(true)
                .to("bean:board?method=giveUp");

        from("dune:status?executionIds={{executions}}&bridgeErrorHandler=true")
                .routeId("failed-executions")
                .to("bean:board?method=transition")
                .transformDataType("dune:jms")
                .setHeader("_AMQ_DUPL_ID", header("CamelDuneEventId"))
                .choice()
                .when(simple(
                        "${header.CamelDuneState} == 'QUERY_STATE_FAILED' && ${header.CamelDuneErrorLine} != null"))
                .to("jms:queue:dune.failed.authors")
                .when(header("CamelDuneErrorType").isEqualTo("syntax_error"))
                .to("jms:queue:dune.failed.authors")
                .when(header("CamelDuneState").isEqualTo("QUERY_STATE_FAILED"))
                .to("jms:queue:dune.failed.operations")
                .when(header("CamelDuneState").isEqualTo("QUERY_STATE_CANCELED"))
                .to("jms:queue:dune.cancelled")
                .when(header("CamelDuneState").isEqualTo("QUERY_STATE_EXPIRED"))
                .to("jms:queue:dune.expired")
                .when(header("CamelDuneExecutionFinished"))
                .to("file:target/completed?fileName=${header.CamelDuneExecutionId}.json")
                .to("bean:board?method=completed");

        from("jms:queue:dune.requests?transacted=true")
                .routeId("watch-requests")
                .setHeader("CamelDuneExecutionId", bodyAs(String.class))
                .to("dune:watch?correlationHeaders=report,requestedBy&watchTimeout={{watch.timeout}}");
    }
}
