package io.github.cameldune.springboot;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;

/**
 * Makes the class of the component's properties of the component's model, in the shape that Camel's own starters have: with
 * comments that become the descriptions in an IDE, and wrapper types, so that null means that nothing was written.
 *
 * <p>A duration is a {@link java.time.Duration}, where Camel's starters take a number of milliseconds alone: Spring reads
 * numbers as milliseconds, and {@code 24h} too, which Camel Main takes.
 */
final class ConfigurationSource {

    private static final Map<String, String> WRAPPERS = Map.of(
            "boolean", "Boolean", "int", "Integer", "long", "Long", "double", "Double", "java.lang.String", "String");

    private ConfigurationSource() {}

    static String of(ComponentModel model) {
        StringBuilder source =
                new StringBuilder("""
                package io.github.cameldune.springboot;

                import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
                import org.springframework.boot.context.properties.ConfigurationProperties;

                /**
                 * %s.
                 *
                 * Made of dune.json by GeneratedConfigurationTest: do not edit.
                 */
                @ConfigurationProperties(prefix = "camel.component.dune", ignoreUnknownFields = false)
                public class DuneComponentConfiguration extends ComponentConfigurationPropertiesCommon {

                    /** Whether to enable auto configuration of the dune component. This is enabled by default. */
                    private Boolean enabled;
                """.formatted(model.getDescription().replaceFirst("[.]$", "")));
        options(model).values().forEach(option -> field(source, option));
        source.append("\n    /** Made by Spring. */\n    public DuneComponentConfiguration() {}\n");
        options(model).values().forEach(option -> accessors(source, option));
        return source.append("}\n").toString();
    }

    /** The options by name, so that a new one changes one place. */
    static Map<String, ComponentOptionModel> options(ComponentModel model) {
        Map<String, ComponentOptionModel> options = new TreeMap<>();
        model.getComponentOptions().forEach(option -> options.put(option.getName(), option));
        return options;
    }

    private static void field(StringBuilder source, ComponentOptionModel option) {
        source.append("\n    /** ").append(option.getDescription()).append(" */\n");
        deprecation(source, option);
        source.append("    private %s %s;\n".formatted(type(option), option.getName()));
    }

    private static void accessors(StringBuilder source, ComponentOptionModel option) {
        String name = option.getName();
        String suffix = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        comment(source, name, "@return null when it is not written");
        deprecation(source, option);
        if (option.isDeprecated()) {
            source.append("    @org.springframework.boot.context.properties.DeprecatedConfigurationProperty\n");
        }
        source.append("    public %s get%s() {\n        return %s;\n    }\n".formatted(type(option), suffix, name));
        comment(source, name, "@param %s null leaves the option as it is".formatted(name));
        deprecation(source, option);
        source.append("    public void set%s(%s %s) {\n        this.%s = %s;\n    }\n"
                .formatted(suffix, type(option), name, name, name));
    }

    private static void comment(StringBuilder source, String name, String tag) {
        source.append("\n    /**\n     * The option {@code %s}.\n     *\n     * %s\n     */\n".formatted(name, tag));
    }

    private static void deprecation(StringBuilder source, ComponentOptionModel option) {
        if (option.isDeprecated()) {
            source.append("    @Deprecated\n");
        }
    }

    private static String type(ComponentOptionModel option) {
        return "duration".equals(option.getType())
                ? "java.time.Duration"
                : WRAPPERS.getOrDefault(option.getJavaType(), option.getJavaType());
    }
}
