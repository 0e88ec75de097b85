package io.github.cameldune.internal.camel;

import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.TimeUtils;

/**
 * Checks the text of numbers and durations before Camel converts it, wherever an option is written: as a property of the
 * component, in a URI, in YAML. Camel turns text that it does not understand into 0, which means "discover" or "at once"
 * here. Blanks around a value are dropped.
 */
public final class OptionValues implements PropertyConfigurer, PropertyConfigurerGetter {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern TIME = Pattern.compile("(?=\\d)(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?");

    private final PropertyConfigurer configurer;

    private OptionValues(PropertyConfigurer configurer) {
        this.configurer = configurer;
    }

    /**
     * Checks values before they are bound by a generated configurer. Null for null, which it is before the component is
     * initialised.
     */
    public static PropertyConfigurer checked(PropertyConfigurer configurer) {
        return configurer instanceof PropertyConfigurerGetter ? new OptionValues(configurer) : configurer;
    }

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        return configurer.configure(context, target, name, checked(name, value, ignoreCase), ignoreCase);
    }

    private Object checked(String name, Object value, boolean ignoreCase) {
        Class<?> type = getOptionType(name, ignoreCase);
        if (type == null || !(value instanceof String given) || given.startsWith("#")) {
            return value;
        }
        String text = given.strip();
        if (type == WatchStore.class) {
            // a watch store is a bean in any case, so that the name alone will do
            return text.isEmpty() ? value : "#" + text;
        }
        if (type == int.class || type == Integer.class) {
            return number(name, text);
        }
        return type == long.class || type == Long.class ? millis(name, text) : value;
    }

    private static int number(String name, String text) {
        if (NUMBER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            if (number == (int) number) {
                return (int) number;
            }
        }
        throw new IllegalArgumentException("The option " + name + " is '" + text
                + "': write a whole number, such as 40, of at most " + Integer.MAX_VALUE);
    }

    private static Long millis(String name, String text) {
        if (NUMBER.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        try {
            if (TIME.matcher(text).matches()) {
                return TimeUtils.toMilliSeconds(text);
            }
            return Duration.parse(text).toMillis();
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("The option " + name + " is '" + text
                    + "': write milliseconds, such as 5000, or a duration, such as 5s, 10m or 1h30m");
        }
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return getter().getOptionType(name, ignoreCase);
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return getter().getOptionValue(target, name, ignoreCase);
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return getter().getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public String[] getAutowiredNames() {
        return getter().getAutowiredNames();
    }

    private PropertyConfigurerGetter getter() {
        return (PropertyConfigurerGetter) configurer;
    }
}
