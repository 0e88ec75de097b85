package io.github.cameldune.internal.context;

import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.DuneClient;
import io.github.cameldune.internal.health.RequestHealth;
import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.ratelimit.RateLimitSnapshot;
import java.util.function.Function;

/**
 * What a started producer or consumer needs for requests to Dune: its share of what all users of its API key have in common.
 * Closed when it stops. Thread-safe.
 */
public final class Connection implements AutoCloseable {

    private final DuneContext context;
    private final DuneClient client;
    private final KeyResources key;
    private final RequestHealth health;
    private final Runnable closing;

    Connection(DuneContext context, DuneClient client, KeyResources key, RequestHealth health, Runnable closing) {
        this.context = context;
        this.client = client;
        this.key = key;
        this.health = health;
        this.closing = closing;
    }

    /** What the whole Camel context shares. */
    public DuneContext context() {
        return context;
    }

    /** Requests with the key; the same object for all users of the same key and address. */
    public DuneClient client() {
        return client;
    }

    /** Rate limits and poll queue of the key. */
    public KeyResources key() {
        return key;
    }

    /** How requests with the key to this address do. */
    public RequestHealth health() {
        return health;
    }

    /** Makes a request about a subject, such as an execution id, with a permit, which is settled whatever happens. */
    public <T> Answer<T> request(Permit permit, String subject, Function<DuneClient, Answer<T>> request) {
        try {
            Answer<T> answer = request.apply(client);
            permit.answered(answer, subject);
            return answer;
        } finally {
            // counts as sent if anything unforeseen was thrown; ignored otherwise
            permit.failed();
        }
    }

    /** The rate limit in force, for a log line: such as "40 requests a minute". */
    public String describeRateLimit() {
        RateLimitSnapshot limit = key.reads().snapshot();
        return Double.isInfinite(limit.limit())
                ? "none known; it is discovered from the first 429 (option requestsPerMinute)"
                : Math.round(limit.limit()) + " requests a minute" + (limit.discovered() ? " (discovered)" : "");
    }

    @Override
    public void close() {
        closing.run();
    }
}
