/**
 * A stub of Dune's status API, for tests and demonstrations: executions that pass through their states by request or by
 * time, a rate limit, and every failure that a client has to stand. Start with {@link io.github.cameldune.stub.DuneStub}.
 */
package io.github.cameldune.stub;
