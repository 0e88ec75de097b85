package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.camel.OpenReadings;
import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.results.RowsException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** A producer that reads rows. It takes several requests for an exchange, and makes none of them on the caller's thread. */
abstract class DuneRowsProducer extends DuneConnectedProducer {

    private final OpenReadings readings = new OpenReadings();
    private RowsOutput output;

    DuneRowsProducer(DuneEndpoint endpoint) {
        super(endpoint);
    }

    /** What is done with a permit; as {@link Request#run}. */
    interface Step {
        Runnable run(Permit permit) throws Exception;
    }

    /** One of the requests. From then on a stop of the producer lets the exchange go on, and closes what it reads. */
    record StepRequest(String describe, String executionId, Step step) implements Request {

        @Override
        public Runnable run(Permit permit) throws Exception {
            return step.run(permit);
        }

        @Override
        public boolean failsOnStop() {
            return false;
        }
    }

    RowsOutput output() {
        return output;
    }

    /** Reads the rows of an execution once there is a permit, and continues the exchange with them. */
    void readWhenPermitted(Exchange exchange, AsyncCallback callback, ExecutionId id) {
        RowsOutput.Rows rows = RowsOutput.of(id);
        Step step = permit -> {
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
                new StepRequest("the rows of " + rows.subject(), id.value(), step));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        output = new RowsOutput(getEndpoint(), connection(), readings);
    }

    @Override
    protected void doStop() throws Exception {
        readings.stop();
        super.doStop();
    }
}
