/**
 * Submissions that happen once: what is stored of each before and after its request, so that neither a redelivery nor a
 * crash starts an execution twice.
 */
package io.github.cameldune.internal.submit;
