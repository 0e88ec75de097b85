package io.github.cameldune.client;

import java.util.List;

/**
 * Asks through another client and tells listeners what came. As thread-safe as the client and the listeners are.
 *
 * @param client asks
 * @param listeners hear of each answer, in this order, before whoever asked does
 */
public record ObservedDuneClient(DuneClient client, List<AnswerListener> listeners) implements DuneClient {

    /**
     * Copies the listeners.
     *
     * @param client as of the record
     * @param listeners as of the record
     */
    public ObservedDuneClient {
        listeners = List.copyOf(listeners);
    }

    @Override
    public Answer status(ExecutionId id) {
        Answer answer = client.status(id);
        listeners.forEach(listener -> listener.answered(id, answer));
        return answer;
    }
}
