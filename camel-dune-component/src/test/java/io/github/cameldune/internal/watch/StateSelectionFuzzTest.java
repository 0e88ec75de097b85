package io.github.cameldune.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.fuzz.ShortRun;
import io.github.cameldune.internal.schedule.Answers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is written for {@code states}: what it selects, written out, selects the same; or the option is refused. */
class StateSelectionFuzzTest {

    private static final Set<String> TERMINAL = Set.of("FAILED", "COMPLETED", "CANCELLED");
    private static final Map<String, ExecutionStatus> STATUSES = Stream.of(
                    "PENDING", "EXECUTING", "FAILED", "COMPLETED", "CANCELLED", "LATER_ONE")
            .collect(Collectors.toMap(Function.identity(), Answers::status));

    @Tag("fuzz")
    @Timeout(10)
    @FuzzTest
    void aSelectionSelectsWhatItNames(byte[] input) {
        String option = new String(input, StandardCharsets.UTF_8);
        StateSelection selection;
        try {
            selection = StateSelection.parse(option);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("The option states ").hasMessageContaining("write all, terminal");
            return;
        }
        assertThat(StateSelection.parse(writtenOut(selection))).isEqualTo(selection);
        assertThat(selection.states()).allSatisfy(name -> {
            ExecutionState state = ExecutionState.of(name);
            assertThat(state.name()).isEqualTo(name).startsWith("QUERY_STATE_");
        });
        STATUSES.forEach((state, status) -> {
            boolean named = selection.states().contains(status.state().name());
            assertThat(selection.selects(status))
                    .as(state)
                    .isEqualTo(selection.all() || named || selection.terminal() && TERMINAL.contains(state));
        });
    }

    private static String writtenOut(StateSelection selection) {
        List<String> names = new ArrayList<>(selection.states());
        if (selection.all()) {
            names.add("all");
        }
        if (selection.terminal()) {
            names.add("terminal");
        }
        return String.join(",", names);
    }

    @Test
    void aSelectionSelectsWhatItNamesInAShortRun() {
        ShortRun.of(getClass(), "aSelectionSelectsWhatItNames", this::aSelectionSelectsWhatItNames);
    }
}
