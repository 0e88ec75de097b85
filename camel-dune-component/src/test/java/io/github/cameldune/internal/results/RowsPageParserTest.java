package io.github.cameldune.internal.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.client.ExecutionState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsPageParserTest {

    private static final String HEAD = "{\"state\":\"QUERY_STATE_COMPLETED\",\"result\":{\"rows\":[";

    @Test
    void numbersAreExact() throws Exception {
        String uint256 = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
        Map<String, Object> row = row("{\"int\":-5,\"long\":9007199254740993,\"uint256\":" + uint256
                + ",\"price\":0.10,\"precise\":12345678901234567890.123456789012345678901234567890,\"small\":1.5e-18}");
        assertThat(row)
                .containsEntry("int", -5)
                .containsEntry("long", 9007199254740993L)
                .containsEntry("uint256", new BigInteger(uint256))
                .containsEntry("price", new BigDecimal("0.10"))
                .containsEntry("precise", new BigDecimal("12345678901234567890.123456789012345678901234567890"))
                .containsEntry("small", new BigDecimal("1.5e-18"));
    }

    @ParameterizedTest
    @CsvSource({
        "2147483647, Integer",
        "-2147483648, Integer",
        "2147483648, Long",
        "-2147483649, Long",
        "9223372036854775807, Long",
        "-9223372036854775808, Long",
        "9223372036854775808, BigInteger",
        "-9223372036854775809, BigInteger",
        "0.0, BigDecimal",
        "-1e3, BigDecimal"
    })
    void aNumberHasTheSmallestTypeThatHoldsIt(String number, String type) throws Exception {
        Object value = row("{\"n\":" + number + "}").get("n");
        assertThat(value.getClass().getSimpleName()).isEqualTo(type);
        assertThat(new BigDecimal(value.toString())).isEqualTo(new BigDecimal(number));
    }

    @Test
    void allElseIsAsDuneSentIt() throws Exception {
        Map<String, Object> row =
                row("{\"time\":\"2024-03-02 12:51:19.000 UTC\",\"hash\":\"0xAb\",\"yes\":true,\"no\":false,"
                        + "\"nothing\":null,\"empty\":\"\",\"latin\":\"Zürich ÿ\",\"wide\":\"東京 \\ud83d\\ude00 \\ud800\","
                        + "\"list\":[1,[2.5],{\"a\":null}],\"map\":{\"k\":\"v\"}}");
        assertThat(row)
                .containsEntry("time", "2024-03-02 12:51:19.000 UTC")
                .containsEntry("hash", "0xAb")
                .containsEntry("yes", true)
                .containsEntry("no", false)
                .containsEntry("nothing", null)
                .containsEntry("empty", "")
                .containsEntry("latin", "Zürich ÿ")
                .containsEntry("wide", "東京 \ud83d\ude00 \ud800")
                .containsEntry("map", Map.of("k", "v"));
        Map<String, Object> inner = new HashMap<>();
        inner.put("a", null);
        assertThat(row.get("list")).isEqualTo(List.of(1, List.of(new BigDecimal("2.5")), inner));
    }

    @Test
    void eachRowHasItsOwnFieldsInTheirOrder() throws Exception {
        RowsPage page =
                rows("{\"b\":1,\"a\":2},{\"b\":3,\"a\":4},{\"a\":5,\"b\":6},{\"b\":7},{},{\"b\":8,\"a\":9,\"c\":10},"
                        + "{\"b\":11,\"a\":12}");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < page.rows(); i++) {
            texts.add(page.next().toString());
        }
        assertThat(texts)
                .containsExactly(
                        "{b=1, a=2}", "{b=3, a=4}", "{a=5, b=6}", "{b=7}", "{}", "{b=8, a=9, c=10}", "{b=11, a=12}");
    }

    @Test
    void aNameThatComesTwiceHasItsLastValue() throws Exception {
        assertThat(row("{\"a\":1,\"b\":2,\"a\":3}")).hasToString("{a=3, b=2}");
    }

    @Test
    void aRowBelongsToTheCallerAndIsSerialisable() throws Exception {
        Map<String, Object> row = row("{\"a\":1,\"b\":[1.5],\"c\":{\"d\":123456789012345678901234567890}}");
        row.put("mine", "x");
        new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(row);
        assertThat(row).containsEntry("mine", "x");
    }

    @Test
    void aValueLongerThanTheBufferIsWhole() throws Exception {
        String longText = "0123456789".repeat(20_000);
        assertThat(row("{\"a\":1,\"long\":\"" + longText + "\",\"b\":2}"))
                .containsEntry("long", longText)
                .containsEntry("b", 2);
    }

    @Test
    void rowsOfAnySizeAreUnpackedAsTheyWere() throws Exception {
        List<String> json = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 3000; n++) {
            String text = "x".repeat(n * 7919 % (n % 100 == 0 ? 200_000 : 300));
            json.add("{\"n\":" + n + ",\"text\":\"" + text + "\",\"wide\":\"京\",\"more\":[" + n + "]}");
            expected.add("{n=" + n + ", text=" + text + ", wide=京, more=[" + n + "]}");
        }
        RowsPage page = rows(json.toArray(new String[0]));
        for (String row : expected) {
            assertThat(page.next()).hasToString(row);
        }
    }

    @Test
    void theStatusIsTheAnswerWithoutRowsAndPaging() throws Exception {
        RowsPage page =
                parse("{\"execution_id\":\"X\",\"query_id\":4242,\"execution_cost_credits\":0.100000000000000000001,"
                        + "\"new\":{\"a\":[1,{}]},\"is_execution_finished\":true,\"state\":\"QUERY_STATE_COMPLETED\","
                        + "\"result\":{\"rows\":[{\"n\":1}],\"more\":[{}],\"metadata\":{\"column_names\":[\"n\"],"
                        + "\"column_types\":[\"bigint\"],\"total_row_count\":10}},"
                        + "\"next_uri\":\"https://elsewhere/\",\"next_offset\":1}");
        assertThat(page.head().status().json())
                .isEqualTo("{\"execution_id\":\"X\",\"query_id\":4242,"
                        + "\"execution_cost_credits\":0.100000000000000000001,\"new\":{\"a\":[1,{}]},"
                        + "\"is_execution_finished\":true,\"state\":\"QUERY_STATE_COMPLETED\",\"result_metadata\":"
                        + "{\"column_names\":[\"n\"],\"column_types\":[\"bigint\"],\"total_row_count\":10}}");
        assertThat(page.head().status().state()).isEqualTo(ExecutionState.COMPLETED);
        assertThat(page.head().totalRowCount()).isEqualTo(10);
        assertThat(page.head().columnNames()).containsExactly("n");
        assertThat(page.head().columnTypes()).containsExactly("bigint");
        assertThat(page.nextOffset()).isEqualTo(1);
    }

    @Test
    void metadataMayComeBeforeTheRowsAndAnythingMayBeNull() throws Exception {
        RowsPage page = parse("{\"result\":{\"metadata\":{\"column_names\":[\"n\"]},\"rows\":[{\"n\":1}]},"
                + "\"next_offset\":null,\"next_uri\":null,\"error\":null,\"state\":\"QUERY_STATE_COMPLETED\"}");
        assertThat(page.rows()).isEqualTo(1);
        assertThat(page.nextOffset()).isNull();
        assertThat(page.head().totalRowCount()).isNull();
    }

    @Test
    void anAnswerWithoutAResultIsRead() throws Exception {
        assertThat(parse("{\"state\":\"QUERY_STATE_EXECUTING\"}").hasResult()).isFalse();
        assertThat(parse("{\"state\":\"QUERY_STATE_EXECUTING\",\"result\":null}")
                        .hasResult())
                .isFalse();
        assertThat(parse(
                                "{\"state\":\"QUERY_STATE_COMPLETED\",\"result\":{\"rows\":null,\"metadata\":{\"row_count\":0}}}")
                        .hasResult())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [] | it is no JSON object
            {} | it has no state
            {"state":"S","result":[]} | its result is no JSON object
            {"state":"S","result":{}} | its result has no rows
            {"state":"S","result":{"rows":null,"metadata":{"row_count":5}}} | its result has no rows
            {"state":"S","result":{"rows":{}}} | its rows are no JSON array
            {"state":"S","result":{"rows":[{},7]}} | its row 1 is no JSON object
            {"state":"S","result":{"rows":[],"rows":[]}} | its rows are no JSON array
            {"state":"S","result":{"rows":[]},"result":{"rows":[]}} | it has two results
            {"state":"S","result":{"rows":[]},"next_offset":"5"} | its next_offset is no integer
            {"state":"S","result":{"rows":[]},"next_offset":99999999999999999999} | its next_offset is no integer
            {"state":"S","result":{"rows":[]}} {} | something follows its end
            """)
    void whatIsNoPageIsUnreadable(String json, String reason) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(UnreadablePageException.class)
                .hasMessage(reason);
    }

    @Test
    void everyCutIsFound() {
        String json = HEAD
                + "{\"a\":[1,{\"b\":2.5}],\"c\":\"x\"}],\"metadata\":{\"column_names\":[\"a\"]}},\"next_offset\":1}";
        for (int length = 0; length < json.length(); length++) {
            String cut = json.substring(0, length);
            assertThatThrownBy(() -> parse(cut)).as(cut).isInstanceOf(UnreadablePageException.class);
        }
    }

    @Test
    void depthAndNumbersAreBounded() {
        assertThatThrownBy(() -> row("{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}"))
                .isInstanceOf(UnreadablePageException.class);
        assertThatThrownBy(() -> row("{\"a\":" + "9".repeat(2000) + "}")).isInstanceOf(UnreadablePageException.class);
        assertThatThrownBy(() -> row("{\"a\":1e99999999999}"))
                .isInstanceOf(UnreadablePageException.class)
                .hasMessage("it has a number that is out of range");
    }

    @Test
    void aStatusIsBounded() {
        assertThatThrownBy(() -> parse("{\"state\":\"S\",\"x\":\"" + "x".repeat(1 << 20) + "\"}"))
                .isInstanceOf(UnreadablePageException.class)
                .hasMessage("its status is over 1 MiB");
    }

    private static Map<String, Object> row(String json) throws Exception {
        return rows(json).next();
    }

    private static RowsPage rows(String... json) throws Exception {
        return parse(HEAD + String.join(",", Arrays.asList(json)) + "]}}");
    }

    private static RowsPage parse(String json) throws Exception {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return RowsPageParser.parse(new BoundedContent(new ByteArrayInputStream(bytes), 1 << 28), new ChunkPool());
    }
}
