package io.github.cameldune;

import java.util.Locale;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.cloudevents.CloudEvents;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * {@code transformDataType} to {@code dune:application-cloudevents}: sets Camel's headers of a CloudEvent 1.0. Its id is the
 * event id, the same each time the same transition is delivered, so that a receiver can drop repetitions. Body and other
 * headers stay. Thread-safe.
 */
@DataTypeTransformer(
        name = "dune:application-cloudevents",
        description = "Adds the headers of a CloudEvent to a status or transition of Dune")
public class DuneCloudEventDataTypeTransformer extends Transformer {

    private static final String STATE_PREFIX = "QUERY_STATE_";
    private static final String JSON = "application/json";

    @Override
    public void transform(Message message, DataType fromType, DataType toType) {
        String execution = message.getHeader(DuneConstants.EXECUTION_ID, String.class);
        String state = message.getHeader(DuneConstants.STATE, "unknown", String.class);
        Long query = message.getHeader(DuneConstants.QUERY_ID, Long.class);
        // a status that was fetched has no event id: the same words make one
        String id = message.getHeader(DuneConstants.EVENT_ID, execution + ":" + state, String.class);

        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_ID, id);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, CloudEvents.v1_0.version());
        message.setHeader(
                CloudEvent.CAMEL_CLOUD_EVENT_TYPE,
                "io.github.cameldune.execution."
                        + state.replace(STATE_PREFIX, "").toLowerCase(Locale.ROOT));
        message.setHeader(
                CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, query == null || query == 0 ? "dune:sql" : "dune:query/" + query);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, execution);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_TIME, CloudEvents.v1_0.getEventTime(message.getExchange()));
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_CONTENT_TYPE, JSON);
    }
}
