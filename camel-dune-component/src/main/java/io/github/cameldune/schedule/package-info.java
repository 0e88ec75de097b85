/**
 * When to ask Dune next, and how many requests one API key may make.
 *
 * <p>The schedule ({@link io.github.cameldune.schedule.AskPlanner}) and the list of what is due
 * ({@link io.github.cameldune.schedule.Agenda}) belong to one consumer or to {@code dune:await}; the budget
 * ({@link io.github.cameldune.schedule.RequestBudget}) belongs to one API key and is shared by all of them.
 *
 * <p>Time comes in from outside, as a {@link java.time.InstantSource} and a {@link io.github.cameldune.schedule.Timer};
 * nothing here sleeps, owns a thread or knows Camel. So the same classes run in production and in a simulation of
 * hours that takes seconds.
 */
package io.github.cameldune.schedule;
