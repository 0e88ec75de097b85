package io.github.cameldune.internal.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.PageBody;
import io.github.cameldune.internal.client.RowsRequest;
import io.github.cameldune.internal.client.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random rows, in random pages, with random faults: every row arrives once and in order, or there is an exception. */
@Timeout(120)
class RowsPropertyTest {

    private static final int RUNS = 400;
    private static final ObjectMapper JACKSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final TypeReference<LinkedHashMap<String, Object>> ROW = new TypeReference<>() {};

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final FakeDune dune = new FakeDune();
    private final ExecutorService executor = Executors.newFixedThreadPool(2);

    @Test
    void rowsArriveOnceInOrderAndCompleteOrThereIsAnException() throws Exception {
        System.out.println("RowsPropertyTest: -Dseed=" + seed);
        int complete = 0;
        for (int run = 0; run < RUNS; run++) {
            prepare(this::row);
            List<Map<String, Object>> expected = new ArrayList<>();
            for (String row : dune.rows) {
                expected.add(JACKSON.readValue(row, ROW));
            }
            List<Map<String, Object>> seen = new ArrayList<>();
            boolean isComplete = true;
            try (RowIterator rows = reader(options()).stream(FakeDune.EXECUTION, e -> e)) {
                rows.forEachRemaining(seen::add);
            } catch (RowsException e) {
                isComplete = false;
            }
            complete += isComplete ? 1 : 0;
            assertThat(seen.toString())
                    .as("seed %d, run %d", seed, run)
                    .isEqualTo(expected.subList(0, isComplete ? expected.size() : seen.size())
                            .toString());
            assertThat(seen).as("seed %d, run %d", seed, run).isEqualTo(expected.subList(0, seen.size()));
            assertThat(dune.openBodies).isZero();
        }
        assertThat(complete).isBetween(RUNS / 4, RUNS - 1);
        executor.shutdown();
    }

    @Test
    void csvArrivesOnceInOrderAndCompleteOrThereIsAnException() throws Exception {
        System.out.println("RowsPropertyTest: -Dseed=" + seed);
        int complete = 0;
        for (int run = 0; run < RUNS; run++) {
            prepare(this::record);
            dune.csvHeader = record();
            String expected = dune.csvHeader + String.join("", dune.rows);
            ByteArrayOutputStream seen = new ByteArrayOutputStream();
            boolean isComplete = true;
            try (CsvStream csv = reader(options()).csv(FakeDune.EXECUTION, e -> e)) {
                byte[] buffer = new byte[1 + random.nextInt(100)];
                for (int n = csv.read(buffer); n >= 0; n = csv.read(buffer)) {
                    seen.write(buffer, 0, n);
                }
            } catch (RowsException | IOException e) {
                isComplete = false;
            }
            complete += isComplete ? 1 : 0;
            String text = seen.toString(StandardCharsets.UTF_8);
            if (isComplete) {
                assertThat(text).as("seed %d, run %d", seed, run).isEqualTo(expected);
            } else {
                assertThat(expected).as("seed %d, run %d", seed, run).startsWith(text);
            }
            assertThat(dune.openBodies).isZero();
        }
        assertThat(complete).isBetween(RUNS / 4, RUNS - 1);
        executor.shutdown();
    }

    private void prepare(Supplier<String> row) {
        dune.rows.clear();
        dune.faults.clear();
        for (int i = random.nextInt(60); i > 0; i--) {
            dune.rows.add(row.get());
        }
        Random shrinking = new Random(random.nextLong());
        dune.shrink = limit -> 1 + shrinking.nextInt(limit);
        int likely = random.nextInt(80);
        for (int i = 0; i < 400; i++) {
            dune.faults.add(random.nextInt(100) < likely ? fault() : null);
        }
    }

    private Function<RowsRequest, Answer<PageBody>> fault() {
        // less than 1, so that something is missing; CSV that ends with a whole row cannot be told from a complete one
        double part = random.nextDouble() * 0.99;
        return switch (random.nextInt(5)) {
            case 0 -> request -> dune.broken(request, part);
            case 1 -> request -> request.csv() ? dune.broken(request, part) : dune.cutOff(request, part);
            case 2 -> request -> FakeDune.answer(500, Verdict.FAILED, "oops");
            case 3 -> request -> FakeDune.rateLimited(Duration.ofSeconds(1));
            // more lines than one: a single one is CSV with a header row and no rows
            default -> request -> dune.body("<html>\n<p>Sorry, no rows</p>\n", null);
        };
    }

    private RowsReader reader(RowsOptions options) {
        return dune.reader(options, random.nextBoolean() ? executor : Runnable::run);
    }

    private RowsOptions options() {
        return new RowsOptions(1 + random.nextInt(20), null, 0, null, null, null, null, false, 1 << 20);
    }

    private String row() {
        StringBuilder row = new StringBuilder("{");
        int fields = random.nextInt(5);
        for (int i = 0; i < fields; i++) {
            String name = random.nextInt(10) == 0 ? "other" + random.nextInt(3) : "column" + i;
            row.append(i == 0 ? "" : ",").append('"').append(name).append("\":").append(value(0));
        }
        return row.append('}').toString();
    }

    private String value(int depth) {
        return switch (random.nextInt(depth < 3 ? 10 : 8)) {
            case 0 -> "null";
            case 1 -> Boolean.toString(random.nextBoolean());
            case 2 -> Integer.toString(random.nextInt());
            case 3 -> Long.toString(random.nextLong());
            case 4 -> new BigInteger(256, random).toString();
            case 5 -> random.nextInt() + "." + new BigInteger(1 + random.nextInt(200), random);
            case 6 -> random.nextInt() + "." + random.nextInt(10) + "e" + (random.nextInt(80) - 40);
            case 7 -> "\"" + text().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
            case 8 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
            default -> "{\"a\":" + value(depth + 1) + ",\"b\":" + value(depth + 1) + "}";
        };
    }

    private String record() {
        return field() + "," + field() + "," + field() + (random.nextBoolean() ? "\n" : "\r\n");
    }

    private String field() {
        String text = text();
        return text.matches("[^\",\n]*") && random.nextBoolean() ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append("ab,\"\n é京\\".charAt(random.nextInt(9)));
        }
        return text.toString();
    }
}
