/** Time as a parameter: a clock that cannot be set, and a timer that tests replace by virtual time. */
package io.github.cameldune.internal.time;
