package io.github.cameldune.examples.springboot;

import static org.apache.camel.LoggingLevel.WARN;

import io.github.cameldune.DuneConstants;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Emits each transition of what is watched, and branches on its state. */
@Component
public class FailedExecutions extends RouteBuilder {

    static final String ROUTE = "failed-executions";

    /** Made by Spring. */
    public FailedExecutions() {}

    @Override
    public void configure() {
        from("dune:status")
                .routeId(ROUTE)
                .choice()
                .when(header(DuneConstants.STATE).isEqualTo("QUERY_STATE_FAILED"))
                .log(
                        WARN,
                        "report ${header.report} failed: ${header.CamelDuneErrorType}, ${header.CamelDuneErrorMessage}")
                .when(header(DuneConstants.EXECUTION_FINISHED))
                .log("report ${header.report} has ${header.CamelDuneTotalRowCount} rows")
                .otherwise()
                .log("report ${header.report} is ${header.CamelDuneState}");
    }
}
