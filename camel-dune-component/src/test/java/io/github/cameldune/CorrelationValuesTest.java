package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.internal.camel.CorrelationHeaders;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;

/** Which values of headers a watch carries as they are, which as text, and which not. */
class CorrelationValuesTest {

    private static Map<String, Object> carried(String option, Map<String, Object> headers) {
        Message message = new DefaultMessage(new DefaultCamelContext());
        headers.forEach(message::setHeader);
        return new CorrelationHeaders(option).of(message);
    }

    @Test
    void simpleValuesOfJavaAreCarriedAsText() {
        UUID uuid = UUID.randomUUID();

        assertThat(carried(
                        "*",
                        Map.of(
                                "builder",
                                new StringBuilder("a").append("b"),
                                "letter",
                                'c',
                                "constant",
                                DayOfWeek.MONDAY,
                                "uuid",
                                uuid,
                                "date",
                                LocalDate.of(2026, 1, 2),
                                "old date",
                                new Date(0))))
                .containsOnly(
                        Map.entry("builder", "ab"),
                        Map.entry("letter", "c"),
                        Map.entry("constant", "MONDAY"),
                        Map.entry("uuid", uuid.toString()),
                        Map.entry("date", "2026-01-02"),
                        Map.entry("old date", "1970-01-01T00:00:00Z"));
    }

    @Test
    void valuesOfADatabaseAreCarriedAsText() {
        assertThat(carried(
                        "*",
                        Map.of(
                                "day",
                                java.sql.Date.valueOf("2026-01-02"),
                                "time",
                                java.sql.Time.valueOf("03:04:05"),
                                "instant",
                                java.sql.Timestamp.from(Instant.EPOCH))))
                .containsOnly(
                        Map.entry("day", "2026-01-02"),
                        Map.entry("time", "03:04:05"),
                        Map.entry("instant", "1970-01-01T00:00:00Z"));
    }

    @Test
    void othersAreLeftOut() {
        assertThat(carried("*", Map.of("list", List.of(1), "bytes", new byte[1], "object", new Object())))
                .isEmpty();
    }

    @Test
    void noOptionAndAnEmptyOneCarryNothing() {
        assertThat(carried(null, Map.of("a", "b"))).isEmpty();
        assertThat(carried(" , ,", Map.of("a", "b", "", "c"))).isEmpty();
    }

    @Test
    void aStarStandsForAnyPartOfAName() {
        Map<String, Object> headers = Map.of("OrderId", 1, "CustomerId", 2, "OrderLineId", 3, "Order", 4, "Orde", 5);

        assertThat(carried("*id", headers)).containsOnlyKeys("OrderId", "CustomerId", "OrderLineId");
        assertThat(carried("Order*", headers)).containsOnlyKeys("OrderId", "OrderLineId", "Order");
        assertThat(carried("order*line*", headers)).containsOnlyKeys("OrderLineId");
        assertThat(carried("Order.*,O[a-z]+", headers)).isEmpty();
    }
}
