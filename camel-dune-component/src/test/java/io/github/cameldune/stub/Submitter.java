package io.github.cameldune.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Answers requests that start an execution.
 *
 * @param register   adds an execution to the stub
 * @param sqlRecipes how executions of SQL run
 * @param log        the submissions that took effect
 */
record Submitter(Consumer<StubExecution> register, Recipes sqlRecipes, BoundedLog<StubSubmission> log) {

    /** A body that Dune refuses. */
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;
    }

    Reply execute(StubQuery query, String body, Instant now, boolean takesEffect) {
        if (query.isArchived()) {
            return Reply.error(
                    403, "Not allowed to execute query. Query is archived, unsaved or not enough permissions");
        }
        StubSubmission submission;
        try {
            submission = read(query.id(), body.isBlank() ? "{}" : body, now);
        } catch (Malformed e) {
            return malformed();
        }
        List<String> unknown = query.unknown(submission.parameters().keySet());
        if (!unknown.isEmpty()) {
            return Reply.error(400, "unknown parameters (" + String.join(", ", unknown) + ")");
        }
        return start(submission, query.recipes(), takesEffect ? query::started : executionId -> {}, takesEffect);
    }

    Reply sql(String body, Instant now, boolean takesEffect) {
        try {
            StubSubmission submission = read(null, body, now);
            return submission.sql() == null || submission.sql().isBlank()
                    ? malformed()
                    : start(submission, sqlRecipes, executionId -> {}, takesEffect);
        } catch (Malformed e) {
            return malformed();
        }
    }

    private Reply start(StubSubmission submission, Recipes recipes, Consumer<String> started, boolean takesEffect) {
        AtomicReference<StubExecution> made = new AtomicReference<>();
        StubExecutionBuilder builder = new StubExecutionBuilder(submission::at, made::set)
                .id(submission.executionId())
                .queryId(submission.queryId() == null ? 0 : submission.queryId());
        recipes.next(takesEffect).accept(submission, builder);
        String executionId = builder.start();
        if (takesEffect) {
            register.accept(made.get());
            started.accept(executionId);
            log.add(() -> withId(submission, executionId));
        }
        String state = made.get().view(submission.at(), false).state();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("execution_id", executionId);
        answer.put("state", state == null ? States.PENDING : state);
        return Reply.json(200, Json.write(answer));
    }

    private static StubSubmission read(Long queryId, String body, Instant now) throws Malformed {
        try {
            Map<String, Object> fields = Json.read(body);
            return new StubSubmission(
                    now,
                    queryId,
                    text(fields, "sql"),
                    parameters(fields.get("query_parameters")),
                    text(fields, "performance"),
                    body,
                    Ulid.of(now));
        } catch (JsonProcessingException e) {
            throw (Malformed) new Malformed().initCause(e);
        }
    }

    /** Values travel as text, whatever their type in the query. */
    private static Map<String, String> parameters(Object value) throws Malformed {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> sent) {
            for (Map.Entry<?, ?> parameter : sent.entrySet()) {
                if (!(parameter.getValue() instanceof String text)) {
                    throw new Malformed();
                }
                parameters.put((String) parameter.getKey(), text);
            }
        } else if (value != null) {
            throw new Malformed();
        }
        return Collections.unmodifiableMap(parameters);
    }

    private static String text(Map<String, Object> fields, String name) throws Malformed {
        Object value = fields.get(name);
        if (value != null && !(value instanceof String)) {
            throw new Malformed();
        }
        return (String) value;
    }

    private static StubSubmission withId(StubSubmission submission, String executionId) {
        return new StubSubmission(
                submission.at(),
                submission.queryId(),
                submission.sql(),
                submission.parameters(),
                submission.performance(),
                submission.body(),
                executionId);
    }

    private static Reply malformed() {
        return Reply.error(400, "Invalid request body payload");
    }
}
