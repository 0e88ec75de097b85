package io.github.cameldune.examples.durable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares what was asked for with what arrived, and says what came of it. */
final class Summary {

    private final Transcript transcript;
    private final List<String> problems = new ArrayList<>();

    Summary(Transcript transcript) {
        this.transcript = transcript;
    }

    /** The requests whose end is not yet on both of its queues. */
    static List<Request> missing(Collection<Request> requests, Collection<Arrival> arrivals) {
        Set<String> audited = new HashSet<>();
        Set<String> delivered = new HashSet<>();
        arrivals.forEach(arrival -> (arrival.isAudit() ? audited : delivered).add(arrival.executionId()));
        return requests.stream()
                .filter(request ->
                        !audited.contains(request.executionId()) || !delivered.contains(request.executionId()))
                .toList();
    }

    /**
     * Prints the summary.
     *
     * @return what is wrong
     */
    List<String> of(List<Request> requests, List<Arrival> arrivals, int watchesLeft, long requestsToDune) {
        missing(requests, arrivals).forEach(request -> problems.add(request + " was lost"));
        Map<String, Request> asked = new HashMap<>();
        requests.forEach(request -> asked.put(request.executionId(), request));
        arrivals.forEach(arrival -> compare(asked.get(arrival.executionId()), arrival));
        int repeated = repeats(arrivals);
        if (watchesLeft != 0) {
            problems.add(watchesLeft + " watches are still in the database");
        }

        transcript.title("Summary");
        count(requests.size(), "requests on dune.requests");
        Map<String, Integer> counts = new TreeMap<>();
        arrivals.forEach(arrival -> counts.merge(arrival.queue(), 1, Integer::sum));
        counts.forEach((queue, messages) -> count(messages, "messages on " + queue));
        count(repeated, "of those on dune.audit repeat another one, and have its event id");
        count(watchesLeft, "watches left in the database");
        count(requestsToDune, "requests to the stub of Dune");
        problems.forEach(problem -> transcript.sum("WRONG: " + problem));
        if (problems.isEmpty()) {
            transcript.sum("Every end arrived with its customer and its report. Nothing was lost.");
        }
        return List.copyOf(problems);
    }

    private void compare(Request request, Arrival arrival) {
        if (request == null) {
            problems.add("Nobody asked for " + arrival);
        } else if (!request.customer().equals(arrival.customer())
                || !request.report().equals(arrival.report())) {
            problems.add(arrival + " does not belong to " + request);
        }
    }

    private int repeats(List<Arrival> arrivals) {
        Map<String, String> eventIds = new HashMap<>();
        Set<String> seen = new HashSet<>();
        int repeats = 0;
        for (Arrival arrival : arrivals) {
            String first = eventIds.putIfAbsent(arrival.executionId(), arrival.eventId());
            if (first != null && !first.equals(arrival.eventId())) {
                problems.add(arrival + " has not the event id of its first: " + first);
            }
            if (!seen.add(arrival.queue() + ' ' + arrival.eventId())) {
                repeats++;
                if (!arrival.isAudit()) {
                    problems.add(arrival + " arrived there before");
                }
            }
        }
        return repeats;
    }

    private void count(long number, String what) {
        transcript.sum(String.format("%5d  %s", number, what));
    }
}
