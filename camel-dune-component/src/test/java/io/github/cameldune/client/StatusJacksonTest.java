package io.github.cameldune.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** A status through Jackson, as routes and applications use it: what Dune sent goes out and comes in. */
class StatusJacksonTest {

    private static final String JSON =
            "{\"execution_id\":\"01HKZJ2683PHF9Q9PHHQ8FW4Q1\",\"state\":\"QUERY_STATE_FAILED\","
                    + "\"error\":{\"type\":\"t\",\"message\":\"m \\\"q\\\" ä\",\"metadata\":{\"line\":1,\"column\":8}},"
                    + "\"execution_cost_credits\":0.10,\"huge\":" + "9".repeat(100) + ",\"exact\":1.500e3,"
                    + "\"added_later\":[true,null,{\"a\":\"\"}]}";

    private final ObjectMapper mapper = new ObjectMapper();

    private record Holder(ExecutionStatus status, int count) {}

    @Test
    void itIsWrittenAsDuneSentIt() throws Exception {
        ExecutionStatus status = ExecutionStatus.parse(JSON);

        assertThat(mapper.writeValueAsString(status)).isEqualTo(JSON);
        assertThat(mapper.writeValueAsString(new Holder(status, 1))).isEqualTo("{\"status\":" + JSON + ",\"count\":1}");
    }

    @Test
    void itIsReadAsDuneSentIt() throws Exception {
        ExecutionStatus status = mapper.readValue(JSON, ExecutionStatus.class);

        assertThat(status).isEqualTo(ExecutionStatus.parse(JSON));
        assertThat(mapper.readValue("{\"count\":1,\"status\":" + JSON + "}", Holder.class))
                .isEqualTo(new Holder(status, 1));
        assertThat(mapper.readValue("[" + JSON + "," + JSON + "]", ExecutionStatus[].class))
                .isEqualTo(List.of(status, status).toArray());
        assertThat(mapper.readTree("{\"state\":\"A\",\"n\":1}").traverse(mapper).readValueAs(ExecutionStatus.class))
                .isEqualTo(ExecutionStatus.parse("{\"state\":\"A\",\"n\":1}"));
    }

    @Test
    void whatIsNoStatusIsRefusedWithTheReason() {
        assertThatThrownBy(() -> mapper.readValue("{\"a\":1}", ExecutionStatus.class))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("This is no status of Dune: it has no state");
        assertThatThrownBy(() -> mapper.readValue("7", ExecutionStatus.class))
                .hasMessageContaining("it is no JSON object");
        assertThatThrownBy(() -> mapper.readValue("{\"state\":\"A\"", ExecutionStatus.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void aRouteMarshalsAndUnmarshalsIt() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:out").marshal().json().convertBodyTo(String.class);
                    from("direct:in").unmarshal().json(ExecutionStatus.class);
                }
            });
            context.start();
            ExecutionStatus status = ExecutionStatus.parse(JSON);

            assertThat(context.createProducerTemplate().requestBody("direct:out", status))
                    .isEqualTo(JSON);
            assertThat(context.createProducerTemplate().requestBody("direct:in", JSON))
                    .isEqualTo(status);
        }
    }
}
