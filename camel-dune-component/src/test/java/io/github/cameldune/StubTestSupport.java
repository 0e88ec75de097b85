package io.github.cameldune;

import io.github.cameldune.stub.DuneStub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A stub of Dune for all tests of a class. After each it has no faults, no limit and no requests on record. */
abstract class StubTestSupport {

    static DuneStub dune;

    @BeforeAll
    static void startDune() {
        dune = DuneStub.start();
    }

    @AfterAll
    static void stopDune() {
        dune.close();
    }

    @AfterEach
    void healDune() {
        dune.heal();
        dune.limit(0);
        dune.forgetRequests();
    }
}
