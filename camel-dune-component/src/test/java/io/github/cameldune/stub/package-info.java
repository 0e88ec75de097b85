/**
 * A stub of Dune's API around an execution, for tests and demonstrations: executions are started, pass through their states
 * by request or by time, are cancelled, and have rows; with rate limits, and every failure that a client has to stand. Start
 * with {@link io.github.cameldune.stub.DuneStub}.
 */
package io.github.cameldune.stub;
