package io.github.cameldune;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A stub of Dune for all tests of a class, and a Camel context for each, since a refused key pauses what comes after. */
abstract class ContextTestSupport extends StubTestSupport {

    DuneTestContext context;

    @BeforeEach
    void openContext() throws Exception {
        context = newContext();
    }

    DuneTestContext newContext() throws Exception {
        return new DuneTestContext(dune);
    }

    @AfterEach
    void closeContext() {
        context.close();
    }
}
