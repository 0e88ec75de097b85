package io.github.cameldune.internal.health;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;

/**
 * Logs an outage so that an operator sees it and can still read the log: a WARN when it begins, at most one a minute while
 * it lasts, an INFO with its length when it ends. Stack traces are logged at DEBUG. Thread-safe.
 */
public final class OutageLog {

    private static final Duration BETWEEN = Duration.ofMinutes(1);

    private final Logger log;
    private Instant began;
    private Instant logged;
    private boolean warned;

    /** Of the class whose log it is. */
    public OutageLog(Logger log) {
        this.log = log;
    }

    /** It does not work. The message says what, why, and the cure; the cause may be null. */
    public void failed(String message, Throwable cause, Instant now) {
        boolean warn;
        synchronized (this) {
            began = began == null ? now : began;
            // an outage that ended a moment ago and begins again is no news for a minute
            warn = logged == null || !now.isBefore(logged.plus(BETWEEN));
            if (warn) {
                logged = now;
                warned = true;
            }
        }
        if (warn) {
            log.warn(message);
        }
        log.debug("{}", message, cause);
    }

    /** It works. The message says what works again; it is logged if the outage was. */
    public void succeeded(String message, Instant now) {
        Duration lasted;
        synchronized (this) {
            if (began == null) {
                return;
            }
            lasted = Duration.between(began, now);
            began = null;
            if (!warned) {
                return;
            }
            warned = false;
        }
        log.info("{} The outage lasted {} s.", message, lasted.toSeconds());
    }
}
