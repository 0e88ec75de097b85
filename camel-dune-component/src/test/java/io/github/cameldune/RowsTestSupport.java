package io.github.cameldune;

import io.github.cameldune.stub.RecordedRequest;
import io.github.cameldune.stub.StubRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** A stub of Dune and a context for each test, whose pauses and limits pass a hundred times as fast as the clock. */
abstract class RowsTestSupport extends ContextTestSupport {

    @Override
    DuneTestContext newContext() throws Exception {
        return super.newContext().hurry(100);
    }

    /** An execution of so many rows of a number and a name. */
    static String completed(long rows) {
        return dune.execution().completed().rows(rows(rows)).start();
    }

    static StubRows rows(long count) {
        return StubRows.generated(count, n -> StubRows.row("n", n, "name", "row " + n));
    }

    static List<Map<String, Object>> expected(long count) {
        return LongStream.range(0, count).mapToObj(RowsTestSupport::expectedRow).toList();
    }

    /** Numbers that fit are integers. */
    static Map<String, Object> expectedRow(long n) {
        return StubRows.row("n", (int) n, "name", "row " + n);
    }

    Exchange results(String options, String id) {
        return context.send("dune:results" + options, id);
    }

    /** Sends through a route that collects the rows while they stream, and returns what the exchange became. */
    Exchange splitInto(List<Object> rows, String uri, String id) throws Exception {
        if (context.camel().getRoute("split") == null) {
            RouteBuilder.addRoutes(context.camel(), routes -> routes.from("direct:split")
                    .routeId("split")
                    .toD("${header.uri}")
                    .split(routes.body())
                    .streaming()
                    .stopOnException()
                    .process(exchange -> rows.add(exchange.getMessage().getBody()))
                    .end());
        }
        return context.send("direct:split", Map.of("uri", uri, DuneConstants.EXECUTION_ID, id));
    }

    /** What the requests for rows asked for, such as {@code limit=2&offset=4}; those for a status left out. */
    static List<String> pagesRequested(String id) {
        List<String> queries = new ArrayList<>();
        for (RecordedRequest request : dune.requests(id)) {
            if (request.url().contains("/results")) {
                int query = request.url().indexOf('?');
                queries.add(query < 0 ? "" : request.url().substring(query + 1));
            }
        }
        return queries;
    }
}
