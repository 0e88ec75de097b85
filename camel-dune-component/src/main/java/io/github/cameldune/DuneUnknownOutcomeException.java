package io.github.cameldune;

import org.apache.camel.CamelException;
import org.apache.camel.spi.HttpResponseAware;

/**
 * A request that starts an execution was sent, and its outcome is not known: an execution may have been started, and billed.
 * The component never repeats such a request.
 *
 * <p>Without the header {@code CamelDuneRequestToken}, a retry may start, and bill, a second execution: look for the first one
 * at Dune before. With it, a retry starts no second execution: it yields the execution id if the outcome was recorded meanwhile,
 * as by another node, and this exception otherwise.
 *
 * <p>What the request met, such as an {@code IOException}, is a suppressed exception and not the cause: Camel's redelivery rules
 * look at causes too, and a rule for every {@code IOException} would repeat the request. For the same reason this is no
 * {@link DuneApiException}.
 */
public class DuneUnknownOutcomeException extends CamelException implements HttpResponseAware {

    private static final long serialVersionUID = 1L;

    private final String requestToken;
    private int httpResponseCode;

    /** Null unless a caller set it. */
    private String httpResponseStatus;

    /**
     * Made where a submission ends.
     *
     * @param message what happened and what to do
     * @param requestToken the header {@code CamelDuneRequestToken}; null when the message had none
     * @param httpResponseCode the HTTP status code; 0 when there was no answer
     * @param met what the request met; null when that is not known
     */
    public DuneUnknownOutcomeException(String message, String requestToken, int httpResponseCode, Throwable met) {
        super(message);
        this.requestToken = requestToken;
        this.httpResponseCode = httpResponseCode;
        if (met != null) {
            addSuppressed(met);
        }
    }

    /**
     * The token of the submission.
     *
     * @return the header {@code CamelDuneRequestToken}; null when the message had none
     */
    public String getRequestToken() {
        return requestToken;
    }

    /**
     * The HTTP status code.
     *
     * @return 0 when there was no answer
     */
    @Override
    public int getHttpResponseCode() {
        return httpResponseCode;
    }

    @Override
    public void setHttpResponseCode(int code) {
        httpResponseCode = code;
    }

    @Override
    public String getHttpResponseStatus() {
        return httpResponseStatus;
    }

    @Override
    public void setHttpResponseStatus(String status) {
        httpResponseStatus = status;
    }
}
