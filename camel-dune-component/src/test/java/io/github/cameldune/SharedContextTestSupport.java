package io.github.cameldune;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A stub of Dune and a Camel context for all tests of a class. */
abstract class SharedContextTestSupport extends StubTestSupport {

    static DuneTestContext context;

    @BeforeAll
    static void openContext() {
        context = new DuneTestContext(dune);
    }

    @AfterAll
    static void closeContext() {
        context.close();
    }
}
