package io.github.cameldune.client;

/**
 * Why an execution failed, as Dune says it.
 *
 * @param type an open set, such as {@code FAILED_TYPE_EXECUTION_FAILED} or {@code syntax_error}; null when not sent
 * @param message for a person; null when not sent
 * @param line where in the query, counted from 1; null when not sent
 * @param column where in the line, counted from 1; null when not sent
 */
public record ExecutionError(String type, String message, Integer line, Integer column) {}
