package io.github.cameldune.client;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Makes a status of what Jackson reads, so that {@link ExecutionStatus#json()} has each field, known or not, as it was sent.
 * Only white space between them is lost.
 */
final class StatusDeserializer extends StdDeserializer<ExecutionStatus> {

    private static final long serialVersionUID = 1L;

    StatusDeserializer() {
        super(ExecutionStatus.class);
    }

    @Override
    public ExecutionStatus deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String json = json(parser);
        try {
            return ExecutionStatus.parse(json);
        } catch (UnreadableStatusException e) {
            return context.reportInputMismatch(this, "This is no status of Dune: %s", e.getMessage());
        }
    }

    private static String json(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = StatusParser.generator(text)) {
            int depth = 0;
            JsonToken token = parser.currentToken();
            while (token != null) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
                    // as a number it might lose digits
                    copy.writeNumber(parser.getText());
                } else {
                    copy.copyCurrentEvent(parser);
                }
                token = depth == 0 ? null : parser.nextToken();
            }
        }
        return text.toString();
    }
}
