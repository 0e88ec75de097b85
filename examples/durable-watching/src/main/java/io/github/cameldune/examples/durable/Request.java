package io.github.cameldune.examples.durable;

/**
 * What was asked for.
 *
 * @param executionId the execution
 * @param customer who wants to know how it ends
 * @param report what it is for
 */
record Request(String executionId, String customer, String report) {}
