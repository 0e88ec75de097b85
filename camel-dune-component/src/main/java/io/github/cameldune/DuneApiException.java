package io.github.cameldune;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelException;
import org.apache.camel.spi.HttpResponseAware;

/**
 * Dune, or something in between, answered a request with something else than it asked for. It says nothing about the
 * execution, which may be running well. Of a status code that has no class of its own: a retry rarely helps, so check the
 * option {@code baseUrl}, and for a proxy in between.
 *
 * <p>The base of all that {@code onException} can tell apart by an HTTP status. The message and the excerpt are on one line
 * and never hold the API key.
 */
public class DuneApiException extends CamelException implements HttpResponseAware {

    private static final long serialVersionUID = 1L;

    private final String executionId;
    private final Duration retryAfter;
    private final String excerpt;
    private int httpResponseCode;

    /** Null unless a caller set it. */
    private String httpResponseStatus;

    /**
     * Made where an answer becomes an exception.
     *
     * @param message what happened and what to do
     * @param executionId the execution of the request; null if it was about none
     * @param httpResponseCode the HTTP status code; 0 when no request was made
     * @param retryAfter what Dune asks for in {@code Retry-After}, or how long permits are expected to be short;
     *     null when not known
     * @param excerpt at most 1 KiB of the answer; empty when there was none
     */
    public DuneApiException(
            String message, String executionId, int httpResponseCode, Duration retryAfter, String excerpt) {
        super(message);
        this.executionId = executionId;
        this.httpResponseCode = httpResponseCode;
        this.retryAfter = retryAfter;
        this.excerpt = excerpt;
    }

    /**
     * The execution of the request.
     *
     * @return its id; null if the request was about none
     */
    public String getExecutionId() {
        return executionId;
    }

    /**
     * The beginning of Dune's answer.
     *
     * @return at most 1 KiB, on one line; empty when there was no answer
     */
    public String getExcerpt() {
        return excerpt;
    }

    /**
     * How long to wait before asking again.
     *
     * @return empty when not known
     */
    public Optional<Duration> getRetryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * The HTTP status code.
     *
     * @return 0 when no request was made
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
