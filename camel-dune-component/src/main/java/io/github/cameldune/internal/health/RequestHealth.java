package io.github.cameldune.internal.health;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Dune can be used with a key at an address, as far as the last requests tell: what health checks go by, since a
 * request of their own would use up the rate limit. Reads the verdicts. Thread-safe.
 *
 * <p>A failure counts for six minutes. A producer that is down gets no work in many set-ups, and so would make no request
 * that could show that Dune can be used again.
 */
public final class RequestHealth {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHealth.class);

    /** A minute longer than the longest pause of a key, so that it is not forgotten between two requests. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(6);

    private static final int RATE_LIMITED_ENOUGH = 3;

    /**
     * A request that brought nothing.
     *
     * @param subject what it was about, such as an execution id
     * @param statusOf the execution whose status was requested; null if something else was
     */
    public record Failure(String subject, ExecutionId statusOf, Answer<?> answer) {}

    private final InstantSource clock;
    private final String address;
    private final OutageLog outage = new OutageLog(LOG);
    private Failure failure;
    private Instant answeredAt;
    private String billingLimitOf;
    private boolean wasOk;
    private int rateLimitedInARow;

    /** All is well at the address, a base URL, until an answer says otherwise. */
    public RequestHealth(String address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
    }

    /** A request for a status has ended. */
    public void statusAnswered(ExecutionId id, Answer<?> answer) {
        answered(id.value(), id, answer);
    }

    /** A request for something else has ended. */
    public void answered(String subject, Answer<?> answer) {
        answered(subject, null, answer);
    }

    private void answered(String subject, ExecutionId statusOf, Answer<?> answer) {
        Instant now = clock.instant();
        boolean down;
        boolean up;
        synchronized (this) {
            answeredAt = now;
            rateLimitedInARow = answer.verdict() == Verdict.RATE_LIMITED ? rateLimitedInARow + 1 : 0;
            down = isDown(subject, answer);
            up = answer.verdict().onHealth() == Verdict.OnHealth.UP;
            if (down) {
                failure = new Failure(subject, statusOf, answer);
            } else if (up) {
                failure = null;
                billingLimitOf = null;
                wasOk = true;
            }
        }
        if (down) {
            outage.failed(describe(answer), answer.cause(), now);
        } else if (up) {
            outage.succeeded("Requests to Dune (" + address + ") succeed again.", now);
        }
    }

    private boolean isDown(String subject, Answer<?> answer) {
        return switch (answer.verdict().onHealth()) {
            case UP -> false;
            case RATE_LIMITED -> rateLimitedInARow >= RATE_LIMITED_ENOUGH;
            case DOWN -> answer.verdict() != Verdict.BILLING_LIMIT || isBillingLimitOfMore(subject);
        };
    }

    /** One execution that is too expensive, among others that are not, says nothing against the key. */
    private boolean isBillingLimitOfMore(String subject) {
        boolean ofMore = !wasOk || billingLimitOf != null && !billingLimitOf.equals(subject);
        billingLimitOf = subject;
        return ofMore;
    }

    private String describe(Answer<?> answer) {
        String what = answer.cause() != null
                ? answer.cause().toString()
                : answer.reason() != null ? "unreadable answer: " + answer.reason() : "HTTP " + answer.statusCode();
        String meaning = answer.verdict() == Verdict.FAILED
                ? ""
                : ", " + answer.verdict().label();
        return "Requests to Dune (" + address + ") fail (" + what + meaning
                + "). Watches go on with backoff, and nothing is" + " lost." + cure(answer.verdict());
    }

    private static String cure(Verdict verdict) {
        return switch (verdict) {
            case KEY_REFUSED -> " Check the option apiKey and the scope of the key, which has to include Read.";
            case BILLING_LIMIT -> " The key's limit of the billing cycle is reached.";
            case MISDIRECTED, UNREADABLE -> " Check the option baseUrl, and for a proxy in between.";
            case RATE_LIMITED -> " Set requestsPerMinute to what your plan allows.";
            default -> "";
        };
    }

    /** Why the last request failed; empty if it did not, was long ago, or none was made. */
    public synchronized Optional<Failure> failure() {
        return answeredAt == null || clock.instant().isAfter(answeredAt.plus(FORGOTTEN_AFTER))
                ? Optional.empty()
                : Optional.ofNullable(failure);
    }

    /** When the last request ended. */
    public synchronized Optional<Instant> answeredAt() {
        return Optional.ofNullable(answeredAt);
    }
}
