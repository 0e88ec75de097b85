package io.github.cameldune.docs;

import io.github.cameldune.DunePredicates;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointHeaderModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;

/**
 * The tables that Camel's site makes of the same model when it includes its partials: as AsciiDoc, since the page is read
 * where nothing includes them.
 */
record ReferenceTables(ComponentModel model) {

    private static final String OPTIONS = """
            [width="100%",cols="2,5,^1,2",options="header"]
            |===
            | Name | Description | Default | Type

            """;

    /** The options of the component. */
    String componentOptions() {
        return options(model.getComponentOptions());
    }

    /** The part of the URI after {@code dune:}. */
    String pathOptions() {
        return options(model.getEndpointPathOptions());
    }

    /** The options of a URI. */
    String queryOptions() {
        return options(model.getEndpointParameterOptions());
    }

    /** The headers. */
    String headers() {
        StringBuilder table = new StringBuilder("""
                [width="100%",cols="3,6,1",options="header"]
                |===
                | Name | Description | Type

                """);
        for (EndpointHeaderModel header : model.getEndpointHeaders()) {
            String constant = header.getConstantName().replaceAll(".*#", "DuneConstants.");
            table.append("| `").append(header.getName()).append("` ").append(group(header));
            table.append(" +\nConstant: `").append(constant).append("`\n");
            table.append("| ").append(escaped(header.getDescription())).append('\n');
            table.append("| ").append(header.getShortJavaType()).append("\n\n");
        }
        return end(table);
    }

    /** What each predicate without parameters is in the simple language. */
    static String predicates() {
        TreeMap<String, String> rows = new TreeMap<>();
        for (Method method : DunePredicates.class.getMethods()) {
            if (method.getDeclaringClass() == DunePredicates.class) {
                rows.put(call(method), condition(method));
            }
        }
        StringBuilder table = new StringBuilder("""
                [width="100%",cols="2,5",options="header"]
                |===
                | In Java | In the simple language

                """);
        rows.forEach((call, condition) -> table.append("| `")
                .append(call)
                .append("`\n| `+")
                .append(condition)
                .append("+`\n\n"));
        return end(table);
    }

    private static String call(Method method) {
        return method.getName() + "("
                + Arrays.stream(arguments(method))
                        .map(value -> '"' + value + '"')
                        .collect(Collectors.joining(", ")) + ")";
    }

    private static String condition(Method method) {
        try {
            return (method.isVarArgs() ? method.invoke(null, (Object) arguments(method)) : method.invoke(null))
                    .toString();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String[] arguments(Method method) {
        if (!method.isVarArgs()) {
            return new String[0];
        }
        return method.getName().equals("state") ? new String[] {"PENDING", "EXECUTING"} : new String[] {"syntax_error"};
    }

    private static String options(List<? extends BaseOptionModel> options) {
        StringBuilder table = new StringBuilder(OPTIONS);
        for (BaseOptionModel option : options) {
            table.append("| *")
                    .append(option.getName())
                    .append("* ")
                    .append(group(option))
                    .append('\n');
            table.append("| ").append(option.isRequired() ? "*Required.* " : "");
            table.append(escaped(option.getDescription()));
            if (option instanceof EndpointOptionModel && option.getEnums() != null) {
                table.append(" One of: ")
                        .append(option.getEnums().stream()
                                .map(value -> "`" + value + "`")
                                .collect(Collectors.joining(", ")));
            }
            table.append('\n').append("| ").append(defaultValue(option)).append('\n');
            table.append("| ").append(option.getShortJavaType()).append("\n\n");
        }
        return end(table);
    }

    private static String group(BaseOptionModel option) {
        return "(" + option.getGroup().toLowerCase(Locale.ROOT) + ")";
    }

    private static String defaultValue(BaseOptionModel option) {
        Object value = option.getDefaultValue();
        return value == null ? "" : "`+" + value + "+`";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }

    /** Closes a table whose rows each have an empty line after them. */
    static String end(StringBuilder table) {
        // the last row without the empty line after it, and no cell with a space at its end
        return table.deleteCharAt(table.length() - 1)
                .append("|===\n")
                .toString()
                .replaceAll(" +\n", "\n");
    }
}
