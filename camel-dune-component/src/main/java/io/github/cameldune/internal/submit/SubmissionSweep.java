package io.github.cameldune.internal.submit;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sweep through all that is stored: removes records that expired, and reports submissions whose outcome was never learned
 * because their process died. Each is reported once, by the node that marks it.
 */
final class SubmissionSweep {

    private static final Logger LOG = LoggerFactory.getLogger(SubmissionSweep.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(6);

    private final SubmissionStore store;
    private final Predicate<String> isInFlight;

    SubmissionSweep(SubmissionStore store, Predicate<String> isInFlight) {
        this.store = store;
        this.isInFlight = isInFlight;
    }

    /** Sweeps once; returns the time until the next sweep. */
    Duration run(Instant now) {
        try {
            store.writeUnwritten();
            Duration next = store.hasUnwritten() ? AFTER_FAILURE : LONGEST;
            for (Map.Entry<String, String> stored : store.load().entrySet()) {
                Duration due = sweep(stored.getKey(), stored.getValue(), now);
                next = due.compareTo(next) < 0 ? due : next;
            }
            return next.compareTo(SHORTEST) < 0 ? SHORTEST : next;
        } catch (RuntimeException e) {
            LOG.debug("Submissions could not be swept", e);
            return AFTER_FAILURE;
        }
    }

    private Duration sweep(String key, String text, Instant now) {
        SubmissionRecord record;
        try {
            record = SubmissionJson.read(key, text);
        } catch (RuntimeException e) {
            LOG.debug("Left out of the submissions: {}", e.getMessage());
            return LONGEST;
        }
        if (isInFlight.test(key)) {
            // another thread of this process works on it, and may learn the outcome
            return record.phase() == SubmissionRecord.Phase.INTENT ? Duration.between(now, record.due()) : LONGEST;
        }
        if (record.isAbandoned(now)) {
            String next =
                    record.token() == null || record.isExpired(now) ? null : SubmissionJson.write(record.unknown());
            if (store.change(key, text, next)) {
                report(record);
            }
        } else if (record.isExpired(now)) {
            store.change(key, text, null);
        } else if (record.phase() == SubmissionRecord.Phase.INTENT) {
            return Duration.between(now, record.due());
        }
        return LONGEST;
    }

    private static void report(SubmissionRecord record) {
        LOG.warn(
                "A process ended between a submission to Dune, at {}, and its record{}. The outcome is unknown: an execution"
                        + " may have been started and billed. Look for it at Dune; {}",
                record.at(),
                record.token() == null ? "" : " (request token " + TextNode.valueOf(record.token()) + ")",
                record.token() == null
                        ? "if there is none, send the message again"
                        : "the same token starts no other, so if there is none, send the message again with a new token");
    }
}
