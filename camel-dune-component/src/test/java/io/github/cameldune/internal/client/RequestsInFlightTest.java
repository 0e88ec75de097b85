package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.net.URIAuthority;
import org.junit.jupiter.api.Test;

/** Deadlines in virtual time. */
class RequestsInFlightTest {

    private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);

    private final VirtualTimer time = new VirtualTimer();
    private final RequestsInFlight inFlight =
            new RequestsInFlight(time.executor(), time::nanoTime, Duration.ofSeconds(10));

    private DuneRequest begun() {
        DuneRequest request = new DuneRequest("GET", "http", new URIAuthority("localhost"), "/");
        inFlight.begin(request, LIMIT);
        return request;
    }

    @Test
    void aRequestIsBrokenOffOnceItsLimitIsOver() {
        DuneRequest request = begun();

        time.pass(Duration.ofSeconds(9));
        assertThat(request.isCancelled()).isFalse();
        time.pass(Duration.ofSeconds(1));

        assertThat(request.isCancelled()).isTrue();
        assertThat(request.isOverdue()).isTrue();
    }

    @Test
    void aRequestThatEndedIsNoLongerLookedAt() {
        DuneRequest request = begun();
        inFlight.end(request);

        time.pass(Duration.ofSeconds(11));

        assertThat(request.isCancelled()).isFalse();
        assertThat(time.tasks).as("nothing in flight, nothing to look at").isEmpty();
    }

    @Test
    void oneTaskLooksAtAllRequestsUntilNoneIsLeft() {
        DuneRequest first = begun();
        DuneRequest second = begun();
        assertThat(time.tasks).hasSize(1);

        inFlight.end(first);
        time.pass(Duration.ofSeconds(1));
        assertThat(time.tasks).hasSize(1);
        inFlight.end(second);
        time.pass(Duration.ofSeconds(1));
        assertThat(time.tasks).isEmpty();

        begun();
        assertThat(time.tasks).hasSize(1);
    }

    @Test
    void progressRestartsTheLimitAndACallerMayTakeItsTime() {
        DuneRequest request = begun();

        time.pass(Duration.ofSeconds(9));
        inFlight.restart(request, LIMIT);
        time.pass(Duration.ofSeconds(9));
        assertThat(request.isCancelled()).isFalse();
        request.setDeadline(DuneRequest.NEVER);
        time.pass(Duration.ofDays(1));
        assertThat(request.isCancelled()).isFalse();
    }

    @Test
    void closingBreaksOffWhatIsInFlightAndWhatBeginsLater() {
        DuneRequest before = begun();
        inFlight.close();
        DuneRequest after = begun();

        assertThat(before.isCancelled()).isTrue();
        assertThat(after.isCancelled()).isTrue();
        assertThat(before.isOverdue()).isFalse();
    }

    @Test
    void aTimerThatIsShutDownFailsNoRequest() {
        time.shutDown = true;

        assertThat(begun().isCancelled()).isFalse();
    }
}
