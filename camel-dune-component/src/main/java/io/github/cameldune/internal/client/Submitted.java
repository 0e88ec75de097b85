package io.github.cameldune.internal.client;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionState;

/** An execution that was started. Its state is {@code QUERY_STATE_PENDING} where Dune sends none. */
public record Submitted(ExecutionId executionId, ExecutionState state) {}
