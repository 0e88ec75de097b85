/**
 * What the ends of executions tell about the next ones of the same query, behind one interface: {@link
 * io.github.cameldune.internal.schedule.learning.DurationLearning}.
 */
package io.github.cameldune.internal.schedule.learning;
