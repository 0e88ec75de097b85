package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.stub.Call;
import io.github.cameldune.stub.Fault;
import io.github.cameldune.stub.StubRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code outputType=Csv}: the pages of a result as one CSV. */
class CsvTest extends RowsTestSupport {

    private static final String CSV = "dune:results?outputType=Csv&pageSize=10";

    @TempDir
    private Path folder;

    @Test
    void aFileGetsOneHeaderRowAndAllRows() throws Exception {
        String id = completed(25);
        toFile();

        Exchange exchange = context.send("direct:csv", id);

        assertThat(exchange.getException()).isNull();
        List<String> lines = Files.readAllLines(folder.resolve("rows.csv"));
        assertThat(lines).hasSize(26).startsWith("n,name", "0,row 0").endsWith("24,row 24");
        assertThat(pagesRequested(id)).hasSize(3);
    }

    @Test
    void theHeadersAreThoseOfTheStatus() throws Exception {
        toFile();

        Exchange exchange = context.send("direct:csv", completed(25));

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(DuneConstants.STATE, "QUERY_STATE_COMPLETED")
                .containsEntry(DuneConstants.ROW_COUNT, 25L)
                .containsEntry(DuneConstants.COLUMN_NAMES, List.of("n", "name"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPageOfAProxyIsNoCsvAlsoAsTheFirstOne(boolean html) {
        String id = completed(25);
        dune.fail(id, (html ? Fault.html() : Fault.otherShape()).forever().on(Call.RESULTS_CSV));

        assertThat(context.send(CSV, id).getException())
                .isInstanceOf(DuneUnreadableResponseException.class)
                .hasMessageContaining(html ? "HTML" : "JSON");
    }

    @Test
    void aColumnWhoseNameBeginsLikeMarkupIsRead() throws Exception {
        StubRows rows = StubRows.generated(3, n -> StubRows.row("<n>", n));
        toFile();

        Exchange exchange = context.send(
                "direct:csv", dune.execution().completed().rows(rows).start());

        assertThat(exchange.getException()).isNull();
        assertThat(Files.readAllLines(folder.resolve("rows.csv"))).containsExactly("<n>", "0", "1", "2");
    }

    @Test
    void aColumnNameWithALineBreakIsNotTakenForARow() throws Exception {
        String name = "a \"quoted\",\nname";
        StubRows rows = StubRows.generated(25, n -> StubRows.row(name, n, "text", "line\nbreak, " + n));
        String id = dune.execution().completed().rows(rows).start();
        toFile();

        context.send("direct:csv", id);

        String csv = Files.readString(folder.resolve("rows.csv"));
        assertThat(csv).containsOnlyOnce("name\"");
        assertThat(csv.lines().count()).isEqualTo(2 + 2 * 25);
    }

    @Test
    void aPageThatNeverComesIsAnExceptionAndNotTheEndOfTheFile() throws Exception {
        String id = completed(25);
        // the status comes first
        dune.fail(id, Fault.serverError(503).nth(4).times(5));
        toFile();

        Exchange exchange = context.send("direct:csv", id);

        assertThat(exchange.getException(DuneServerException.class)).hasMessageContaining(id);
    }

    @Test
    void theStreamIsClosedWhenTheExchangeCompletes() throws Exception {
        AtomicReference<InputStream> kept = new AtomicReference<>();
        RouteBuilder.addRoutes(context.camel(), routes -> routes.from("direct:kept")
                .to(CSV)
                .process(
                        exchange -> kept.set((InputStream) exchange.getMessage().getBody())));

        context.send("direct:kept", completed(25));

        assertThatThrownBy(() -> kept.get().read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed before the last one");
    }

    @Test
    void theStreamPassesManyStepsWithoutBeingReadIntoMemory() throws Exception {
        String id = completed(25);
        RouteBuilder.addRoutes(context.camel(), routes -> {
            routes.from("direct:first")
                    .to(CSV)
                    .setHeader("a", routes.constant("b"))
                    .to("direct:second");
            routes.from("direct:second")
                    .process(exchange -> assertThat(pagesRequested(id)).hasSize(1))
                    .convertBodyTo(String.class);
        });

        Exchange exchange = context.send("direct:first", id);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class).lines()).hasSize(26);
    }

    @Test
    void aSecondReadingIsAnErrorAndNotAnEmptyFile() throws Exception {
        RouteBuilder.addRoutes(context.camel(), routes -> routes.from("direct:twice")
                .to(CSV)
                .to("file:" + folder + "?fileName=one.csv")
                .to("file:" + folder + "?fileName=two.csv"));

        Exchange exchange = context.send("direct:twice", completed(25));

        assertThat(Files.readAllLines(folder.resolve("one.csv"))).hasSize(26);
        assertThat(exchange.getException()).hasStackTraceContaining("convertBodyTo");
    }

    private void toFile() throws Exception {
        RouteBuilder.addRoutes(
                context.camel(),
                routes -> routes.from("direct:csv").to(CSV).to("file:" + folder + "?fileName=rows.csv"));
    }
}
