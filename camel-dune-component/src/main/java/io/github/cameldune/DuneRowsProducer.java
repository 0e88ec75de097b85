package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.camel.OpenReadings;
import io.github.cameldune.internal.results.RowsException;
import io.github.cameldune.internal.results.RowsTarget;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * A producer that reads rows. It takes several requests for an exchange, and makes none of them on the caller's thread. A stop
 * of the producer closes what an exchange reads.
 */
abstract class DuneRowsProducer extends DuneProducer {

    private OpenReadings readings;
    private RowsOutput output;

    DuneRowsProducer(DuneEndpoint endpoint) {
        super(endpoint);
    }

    RowsOutput output() {
        return output;
    }

    /** Reads the rows of an execution once there is a permit, and continues the exchange with them. */
    void readWhenPermitted(Exchange exchange, AsyncCallback callback, ExecutionId id) {
        RowsTarget rows = RowsTarget.of(id);
        Work work = permit -> {
            try {
                return output.read(exchange, rows, permit);
            } catch (RowsException e) {
                throw output.failure(rows, e);
            }
        };
        whenPermitted(
                connection().key().reads(),
                exchange,
                callback,
                new Request("the rows of " + rows.subject(), id.value(), false, work));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        readings = new OpenReadings();
        output = new RowsOutput(getEndpoint(), connection(), readings);
    }

    @Override
    protected void doStop() throws Exception {
        if (readings != null) {
            readings.stop();
        }
        super.doStop();
    }
}
