package io.github.cameldune.watch;

import io.github.cameldune.client.Answer;
import io.github.cameldune.schedule.Permit;

/** Tells the budget what an answer means for it. */
public final class Permits {

    private Permits() {}

    /**
     * Ends a permit.
     *
     * @param permit the permit of the request
     * @param answer the request's answer
     */
    public static void settle(Permit permit, Answer answer) {
        if (answer instanceof Answer.Unreachable) {
            permit.failed();
        } else if (answer instanceof Answer.Refused refused && refused.isRateLimited()) {
            permit.limited(refused.retryAfter());
        } else if (answer instanceof Answer.Refused refused && refused.isKeyRefused()) {
            permit.refused();
        } else {
            permit.answered();
        }
    }
}
