package io.github.cameldune;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * {@code transformDataType} to {@code dune:jms}: copies every header of the component to one that JMS carries as a property.
 * Camel's JMS component drops headers that begin with {@code Camel}; so {@code CamelDuneState} becomes {@code DuneState}, and
 * a consumer selects with {@code DuneState = 'QUERY_STATE_FAILED'}.
 *
 * <p>Body and headers stay. A property left over from an earlier status, whose header is gone, is removed. A list, such as
 * the names of columns, becomes text with commas. Thread-safe.
 */
@DataTypeTransformer(
        name = "dune:jms",
        description = "Copies the headers CamelDune… to headers Dune…, which JMS carries as properties")
public class DuneJmsDataTypeTransformer extends Transformer {

    private static final String HEADER = "CamelDune";
    private static final String PROPERTY = "Dune";

    @Override
    public void transform(Message message, DataType fromType, DataType toType) {
        for (String header : StatusHeaders.names()) {
            if (message.getHeader(header) == null) {
                message.removeHeader(property(header));
            }
        }
        Map<String, Object> headers = new HashMap<>(message.getHeaders());
        headers.forEach((header, value) -> {
            if (header.regionMatches(true, 0, HEADER, 0, HEADER.length()) && value != null) {
                message.setHeader(property(header), carried(value));
            }
        });
    }

    private static String property(String header) {
        return PROPERTY + header.substring(HEADER.length());
    }

    private static Object carried(Object value) {
        return value instanceof Collection<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : value;
    }
}
