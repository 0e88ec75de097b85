package io.github.cameldune.internal.management;

import java.util.List;

/**
 * What the component does in one Camel context, at an instant: what the dev console shows, in both its forms.
 *
 * @param consumers those that are started
 * @param lists the watch lists, by name
 * @param keys the API keys, by number
 */
public record Snapshot(List<ConsumerSnapshot> consumers, List<ListSnapshot> lists, List<KeySnapshot> keys) {}
