package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request that is cut off when its time is over. */
class DeadlineTest {

    @Test
    void isAnIoExceptionAtWhateverMomentItIsCutOff() {
        List<Exception> thrown = new ArrayList<>();
        // about as long as an answer takes: the deadline meets requests that connect, send, read and end
        try (DuneStub dune = DuneStub.start();
                DuneTestContext context = new DuneTestContext(dune, options -> {
                    options.setConnectTimeout(1);
                    options.setResponseTimeout(1);
                })) {
            String id = dune.execution().stays("EXECUTING").start();
            for (int i = 0; i < 300; i++) {
                Exception exception = context.send("dune:status", id).getException();
                if (exception != null) {
                    thrown.add(exception);
                }
            }
        }

        assertThat(thrown).isNotEmpty().allSatisfy(exception -> assertThat(exception)
                .isInstanceOf(IOException.class));
    }
}
