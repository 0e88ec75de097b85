package io.github.cameldune.watch;

import static io.github.cameldune.watch.Watching.BROKEN;
import static io.github.cameldune.watch.Watching.ID;
import static io.github.cameldune.watch.Watching.UNKNOWN;
import static io.github.cameldune.watch.Watching.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.Answer;
import org.junit.jupiter.api.Test;

/** What counts as trouble, for the health check and the reports of polls. */
class ConditionTest {

    private static final Answer LIMITED = new Answer.Refused(429, null, "");

    private final Condition condition = new Condition();

    @Test
    void reportsEachFailedRequestOnceAndRemembersItUntilOneSucceeds() {
        condition.answered(ID, BROKEN);

        assertThat(condition.takeFailure()).isPresent();
        assertThat(condition.takeFailure()).isEmpty();
        assertThat(condition.failure()).isPresent();
        condition.answered(ID, BROKEN);
        assertThat(condition.takeFailure()).isPresent();
        condition.answered(ID, state("PENDING"));
        assertThat(condition.failure()).isEmpty();
        assertThat(condition.takeFailure()).isEmpty();
    }

    @Test
    void holdsAnExecutionThatDuneDoesNotKnowAgainstNobody() {
        condition.answered(ID, UNKNOWN);

        assertThat(condition.failure()).isEmpty();
    }

    @Test
    void holdsOnlySeveral429sInARowForTrouble() {
        condition.answered(ID, LIMITED);
        condition.answered(ID, LIMITED);
        assertThat(condition.failure()).isEmpty();
        condition.answered(ID, state("PENDING"));
        condition.answered(ID, LIMITED);
        condition.answered(ID, LIMITED);
        assertThat(condition.failure()).isEmpty();

        condition.answered(ID, LIMITED);

        assertThat(condition.failure()).isPresent();
    }

    @Test
    void forgetsAFailureWhenNothingIsLeftToAskAbout() {
        condition.answered(ID, BROKEN);

        condition.nothingToAsk();

        assertThat(condition.failure()).isEmpty();
        assertThat(condition.takeFailure()).isEmpty();
    }

    @Test
    void keepsReadingAndWritingOfTheStoreApart() {
        WatchStoreException write = new WatchStoreException("write", null);
        condition.storeNotWritten(write);
        condition.storeRead();
        assertThatThrownBy(condition::throwStoreFailure).isSameAs(write);

        condition.storeNotRead(new WatchStoreException("read", null));
        condition.storeWritten();
        assertThat(condition.storeFailure())
                .hasValueSatisfying(failure -> assertThat(failure).hasMessage("read"));

        condition.storeRead();
        condition.throwStoreFailure();
        assertThat(condition.storeFailure()).isEmpty();
    }
}
