package io.github.cameldune.internal.client;

/**
 * What an answer means, with the columns of the table "What an answer means" of the reference page. Watches, rate limits and
 * health checks read these columns only. Exceptions, the outcome of a submission and a query that never ran (404) depend on
 * the status code too.
 */
public enum Verdict {
    /** A 2xx with what the request asked for. */
    OK("ok", OnWatch.CONTINUE, OnKey.ACCEPTED, OnHealth.UP),
    /** A 2xx with something else: not JSON, cut off, too long, about another execution. */
    UNREADABLE("unreadable", OnWatch.BACK_OFF, OnKey.COUNTED, OnHealth.DOWN),
    /** Dune itself, known by an earlier status, does not know the execution. */
    UNKNOWN_EXECUTION("unknown execution", OnWatch.COUNT_AS_UNKNOWN, OnKey.COUNTED, OnHealth.UP),
    /** Any other 3xx or 4xx: a wrong {@code baseUrl} or a proxy. */
    MISDIRECTED("misdirected", OnWatch.BACK_OFF, OnKey.COUNTED, OnHealth.DOWN),
    /** Dune refuses the key. */
    KEY_REFUSED("key refused", OnWatch.BACK_OFF, OnKey.REFUSED, OnHealth.DOWN),
    /** The key's limit of the billing cycle is reached. */
    BILLING_LIMIT("billing limit", OnWatch.BACK_OFF, OnKey.BILLING_LIMIT, OnHealth.DOWN),
    /** Too many requests for the key. */
    RATE_LIMITED("rate limited", OnWatch.BACK_OFF, OnKey.RATE_LIMITED, OnHealth.RATE_LIMITED),
    /** A 5xx, or no answer at all. */
    FAILED("failed", OnWatch.BACK_OFF, OnKey.UNANSWERED, OnHealth.DOWN);

    /** What a verdict means for the execution that was polled. */
    public enum OnWatch {
        /** The status decides: the watch goes on, or ends. */
        CONTINUE,
        /** Nothing is known; the next poll comes after a backoff. */
        BACK_OFF,
        /** As {@link #BACK_OFF}, until the answer was the same often and long enough: then the watch expires. */
        COUNT_AS_UNKNOWN
    }

    /** What a verdict means for all requests under the same rate limit of the key. */
    public enum OnKey {
        /** Dune accepts the key: ends the pause of polls. */
        ACCEPTED,
        /** The request counts against the rate limit and says nothing else. */
        COUNTED,
        /** Polls pause. After that, one at a time is made until a request succeeds. */
        REFUSED,
        /** As {@link #REFUSED} once more than one execution met it; one alone backs off. */
        BILLING_LIMIT,
        /** Every request under the same limit pauses. */
        RATE_LIMITED,
        /** The request may have counted against the rate limit. */
        UNANSWERED
    }

    /** What a verdict means for health checks. */
    public enum OnHealth {
        /** Up. */
        UP,
        /** Down. */
        DOWN,
        /** Up; down from the third in a row. */
        RATE_LIMITED
    }

    private final String label;
    private final OnWatch onWatch;
    private final OnKey onKey;
    private final OnHealth onHealth;

    Verdict(String label, OnWatch onWatch, OnKey onKey, OnHealth onHealth) {
        this.label = label;
        this.onWatch = onWatch;
        this.onKey = onKey;
        this.onHealth = onHealth;
    }

    /** The name that counters and logs show, in lower case. */
    public String label() {
        return label;
    }

    /** What it means for the execution that was polled. */
    public OnWatch onWatch() {
        return onWatch;
    }

    /** What it means for all requests of the key. */
    public OnKey onKey() {
        return onKey;
    }

    /** What it means for health checks. */
    public OnHealth onHealth() {
        return onHealth;
    }
}
