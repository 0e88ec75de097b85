/**
 * How many requests one API key may make: a token bucket, a sliding window behind it, discovery of an unknown limit, and
 * the pauses after a 429 or a refused key.
 */
package io.github.cameldune.internal.ratelimit;
