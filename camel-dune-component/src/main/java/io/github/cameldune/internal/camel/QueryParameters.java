package io.github.cameldune.internal.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;

/**
 * The parameters of a query: the options {@code parameters.*}, and the header, which wins. Immutable.
 *
 * @param header the name of the header
 * @param options the options as text, in order
 */
public record QueryParameters(String header, Map<String, String> options) {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // a number travels as it was written
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .reader();

    /** Checks the options, null for none; throws an {@link IllegalArgumentException} if one cannot travel as text. */
    public static QueryParameters of(String header, Map<String, Object> options) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (options != null) {
            options.forEach((name, value) -> put("The option parameters." + name, name, value, texts));
        }
        return new QueryParameters(header, texts);
    }

    /**
     * The parameters for a message, in order. Throws an {@link IllegalArgumentException} if the header is neither a map nor a
     * JSON object, or a value cannot travel as text.
     */
    public Map<String, String> of(Message message) {
        Object given = message.getHeader(header);
        if (given == null) {
            return options;
        }
        Map<String, String> parameters = new LinkedHashMap<>(options);
        String json = SimpleValues.text(given);
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> put(place(name), name, value, parameters));
        } else if (json != null) {
            putJson(json, parameters);
        } else {
            throw new IllegalArgumentException("The header " + header + " is a "
                    + given.getClass().getName() + ": parameters are a Map, or a JSON object as text");
        }
        return parameters;
    }

    private void putJson(String text, Map<String, String> parameters) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // Jackson's message quotes the text, which may hold anything
            throw noObject();
        }
        if (!root.isObject()) {
            throw noObject();
        }
        root.properties()
                .forEach(field -> put(place(field.getKey()), field.getKey(), plain(field.getValue()), parameters));
    }

    private IllegalArgumentException noObject() {
        return new IllegalArgumentException("The header " + header
                + " is no JSON object: write a Map, or text such as {\"wallet\":\"0xab\",\"days\":7}");
    }

    private static Object plain(JsonNode value) {
        return value.isNull() ? null : value.isValueNode() ? value.asText() : value;
    }

    private String place(Object name) {
        return "The parameter '" + name + "' of the header " + header;
    }

    private static void put(String place, Object name, Object value, Map<String, String> parameters) {
        if (!(name instanceof String text) || text.isBlank()) {
            throw new IllegalArgumentException(
                    place + " has no name: the name of a parameter is a text, as in {{wallet}}");
        }
        if (value == null) {
            throw new IllegalArgumentException(
                    place + " is null: give it a value, or leave it out so that the query's own" + " value counts");
        }
        String simple =
                value instanceof Number || value instanceof Boolean ? value.toString() : SimpleValues.asText(value);
        if (simple == null) {
            throw new IllegalArgumentException(
                    place + " is a " + value.getClass().getName()
                            + ": a parameter is a text, a number or a boolean; convert it to a String");
        }
        parameters.put(text, simple);
    }
}
