package io.github.cameldune.internal.watch;

import static io.github.cameldune.internal.schedule.Answers.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.client.ExecutionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The option {@code states}. */
class StateSelectionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            all                       | PENDING           | true
            all                       | SOMETHING_NEW     | true
            terminal                  | EXECUTING         | false
            terminal                  | COMPLETED_PARTIAL | true
            terminal                  | CANCELLED         | true
            Terminal, executing       | EXECUTING         | true
            FAILED                    | COMPLETED         | false
            canceled                  | CANCELLED         | true
            QUERY_STATE_CANCELLED     | CANCELED          | true
            query_state_something_new | SOMETHING_NEW     | true
            """)
    void selectsByShortNameFullNameOrKind(String option, String state, boolean selected) {
        assertThat(StateSelection.parse(option).selects(status(state))).isEqualTo(selected);
    }

    @Test
    void takesDunesWordForAnUnknownStateBeingTerminal() throws Exception {
        ExecutionStatus ended =
                ExecutionStatus.parse("{\"state\":\"QUERY_STATE_ARCHIVED\",\"is_execution_finished\":true}");

        assertThat(StateSelection.parse("terminal").selects(ended)).isTrue();
        assertThat(StateSelection.parse("terminal").selects(status("ARCHIVED"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "FAILED,", ",", "FAILD", "QUERY_STATE_", "QUERY_STATE_X1", "FAILED COMPLETED"})
    void saysWhatToWriteInsteadOfANameThatIsNone(String option) {
        assertThatThrownBy(() -> StateSelection.parse(option))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("states")
                .hasMessageContaining("COMPLETED_PARTIAL");
    }
}
