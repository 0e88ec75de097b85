package io.github.cameldune.stub;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What the stub knows, and its answers when nothing goes wrong. This class is thread-safe. */
final class StubService {
    private final Map<String, StubExecution> executions = new ConcurrentHashMap<>();
    private final Map<Long, StubQuery> queries = new ConcurrentHashMap<>();
    private final StubSettings settings = new StubSettings();
    private final Recipes sqlRecipes = new Recipes();
    private final FaultQueue faults;
    private final Results results = new Results(settings);
    private final Submitter submitter;

    StubService(FaultQueue faults, BoundedLog<StubSubmission> log) {
        this.faults = faults;
        submitter = new Submitter(this::register, sqlRecipes, log);
    }

    void register(StubExecution execution) {
        executions.put(execution.id(), execution);
    }

    void forget(String executionId) {
        executions.remove(executionId);
    }

    StubQuery query(long id) {
        return queries.computeIfAbsent(id, absent -> new StubQuery(absent, faults));
    }

    void forgetQuery(long id) {
        queries.remove(id);
    }

    Recipes sqlRecipes() {
        return sqlRecipes;
    }

    StubSettings settings() {
        return settings;
    }

    Truth truth(CallUrl url, String body, Instant now) {
        Truth.Service service =
                switch (url.call()) {
                    case EXECUTE ->
                        takesEffect -> ofQuery(url, query -> submitter.execute(query, body, now, takesEffect));
                    case SQL -> takesEffect -> submitter.sql(body, now, takesEffect);
                    case LATEST, LATEST_CSV ->
                        takesEffect -> ofQuery(url, query -> latest(query, url, now, takesEffect));
                    case STATUS ->
                        takesEffect -> ofExecution(
                                url,
                                execution -> execution.view(now, takesEffect).status());
                    case RESULTS, RESULTS_CSV ->
                        takesEffect -> ofExecution(url, execution -> results.answer(execution, url, now, takesEffect));
                    case CANCEL -> takesEffect -> ofExecution(url, execution -> cancel(execution, now, takesEffect));
                };
        return new Truth(url.id(), now, service);
    }

    private Reply latest(StubQuery query, CallUrl url, Instant now, boolean takesEffect) {
        return query.latest(executions::get, now)
                .map(execution -> results.answer(execution, url, now, takesEffect))
                .orElseGet(() ->
                        Reply.error(404, "not found: No execution found for the latest version of the given query"));
    }

    private Reply cancel(StubExecution execution, Instant now, boolean takesEffect) {
        return execution.cancel(now, takesEffect) ? Reply.json(200, "{\"success\":true}") : settings.cancelOfFinished();
    }

    private Reply ofExecution(CallUrl url, Function<StubExecution, Reply> known) {
        StubExecution execution = executions.get(url.id());
        if (execution != null) {
            return known.apply(execution);
        }
        return Ulid.isOne(url.id())
                ? Reply.error(404, "Object not found")
                : Reply.error(400, "The requested execution ID (ID: " + url.id() + ") is invalid.");
    }

    private Reply ofQuery(CallUrl url, Function<StubQuery, Reply> known) {
        if (url.queryId() == null) {
            return Reply.error(400, "Invalid query ID");
        }
        StubQuery query = queries.get(url.queryId());
        return query == null ? Reply.error(404, "Query not found") : known.apply(query);
    }
}
