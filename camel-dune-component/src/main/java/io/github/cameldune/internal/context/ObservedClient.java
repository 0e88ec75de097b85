package io.github.cameldune.internal.context;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.DuneClient;
import io.github.cameldune.internal.client.PageBody;
import io.github.cameldune.internal.client.RowsRequest;
import io.github.cameldune.internal.client.Submission;
import io.github.cameldune.internal.client.Submitted;
import io.github.cameldune.internal.health.RequestHealth;
import io.github.cameldune.internal.time.Cancellable;
import java.util.function.Consumer;

/** Requests through another client, and notes for counters and health checks how each ended. As thread-safe as the client is. */
final class ObservedClient implements DuneClient {

    private final DuneClient client;
    private final KeyResources key;
    private final RequestHealth health;

    ObservedClient(DuneClient client, KeyResources key, RequestHealth health) {
        this.client = client;
        this.key = key;
        this.health = health;
    }

    @Override
    public Answer<ExecutionStatus> status(ExecutionId id) {
        Answer<ExecutionStatus> answer = counted(client.status(id));
        health.statusAnswered(id, answer);
        if (answer.isOk()) {
            key.monitored().ends().seen(id.value(), answer.value());
        }
        return answer;
    }

    @Override
    public Answer<Boolean> cancel(ExecutionId id) {
        return observed(id.value(), client.cancel(id));
    }

    @Override
    public Answer<PageBody> rows(RowsRequest request, Consumer<Cancellable> inFlight) {
        return observed(request.subject(), client.rows(request, inFlight));
    }

    @Override
    public Answer<Submitted> submit(Submission submission) {
        Answer<Submitted> answer = client.submit(submission);
        key.monitored().submitted().count(answer.verdict());
        health.answered(submission.subject(), answer);
        return answer;
    }

    private <T> Answer<T> observed(String subject, Answer<T> answer) {
        health.answered(subject, counted(answer));
        return answer;
    }

    private <T> Answer<T> counted(Answer<T> answer) {
        key.monitored().requests().count(answer.verdict());
        return answer;
    }
}
