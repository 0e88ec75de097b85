package io.github.cameldune.springboot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;

/**
 * Makes what Spring's annotation processor cannot see in the class of properties: defaults, since an option that is not
 * written must stay null there, and which values an IDE can offer.
 */
final class ConfigurationMetadata {

    private static final String PREFIX = "camel.component.dune.";

    private ConfigurationMetadata() {}

    static String of(ComponentModel model) throws JsonProcessingException {
        List<Map<String, Object>> properties = new ArrayList<>();
        List<Map<String, Object>> hints = new ArrayList<>();
        property(properties, "enabled", true);
        for (ComponentOptionModel option : ConfigurationSource.options(model).values()) {
            if (option.getDefaultValue() != null) {
                property(properties, name(option), defaultValue(option));
            }
            if ("object".equals(option.getType())) {
                hints.add(beans(option));
            }
        }
        hints.add(perMinute("requests-per-minute", 40, 200));
        hints.add(perMinute("submissions-per-minute", 15, 70));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("properties", properties);
        metadata.put("hints", hints);
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(metadata) + "\n";
    }

    private static void property(List<Map<String, Object>> properties, String name, Object defaultValue) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("name", PREFIX + name);
        property.put("defaultValue", defaultValue);
        properties.add(property);
    }

    /** Names of beans of the option's type; of all beans for the watch store, which a data source or a map can be. */
    private static Map<String, Object> beans(ComponentOptionModel option) {
        Map<String, Object> provider = new LinkedHashMap<>();
        provider.put("name", "spring-bean-reference");
        if (!"watchStore".equals(option.getName())) {
            provider.put("parameters", Map.of("target", option.getJavaType()));
        }
        return hint(name(option), "providers", List.of(provider));
    }

    private static Map<String, Object> perMinute(String name, int free, int plus) {
        return hint(
                name,
                "values",
                List.of(value(0, "The limit is discovered."), value(free, "Dune's Free plan."), value(plus, "Plus.")));
    }

    private static Map<String, Object> value(int value, String description) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("value", value);
        entry.put("description", description);
        return entry;
    }

    private static Map<String, Object> hint(String name, String kind, List<Map<String, Object>> content) {
        Map<String, Object> hint = new LinkedHashMap<>();
        hint.put("name", PREFIX + name);
        hint.put(kind, content);
        return hint;
    }

    private static Object defaultValue(ComponentOptionModel option) {
        if ("duration".equals(option.getType())) {
            return text(
                    Duration.ofMillis(Long.parseLong(option.getDefaultValue().toString())));
        }
        return option.getDefaultValue();
    }

    private static String text(Duration duration) {
        if (duration.toHours() > 0 && duration.equals(Duration.ofHours(duration.toHours()))) {
            return duration.toHours() + "h";
        }
        return duration.equals(Duration.ofSeconds(duration.toSeconds()))
                ? duration.toSeconds() + "s"
                : duration.toMillis() + "ms";
    }

    /** The option's name as Spring writes it. */
    static String name(ComponentOptionModel option) {
        return option.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
