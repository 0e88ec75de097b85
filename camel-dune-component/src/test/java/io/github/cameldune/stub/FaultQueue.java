package io.github.cameldune.stub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faults that wait for their requests. This class is thread-safe. */
final class FaultQueue {
    private static final String ALL = "all";

    private final Map<String, List<Fault>> waiting = new HashMap<>();
    private volatile boolean any;

    static String keyOfQuery(long queryId) {
        return "query " + queryId;
    }

    static String keyOfExecution(String executionId) {
        return "execution " + executionId;
    }

    synchronized void add(String key, List<Fault> faults) {
        waiting.computeIfAbsent(key, absent -> new ArrayList<>()).addAll(faults);
        any = true;
    }

    void addForAll(List<Fault> faults) {
        add(ALL, faults);
    }

    synchronized void clear() {
        waiting.clear();
        any = false;
    }

    synchronized void clear(String key) {
        waiting.remove(key);
    }

    /** The fault of a request, used up by it: of its execution or query, else of all. */
    Optional<Fault> take(CallUrl url) {
        return any ? next(url) : Optional.empty();
    }

    private synchronized Optional<Fault> next(CallUrl url) {
        Optional<Fault> own = Optional.empty();
        if (url.executionId() != null) {
            own = use(keyOfExecution(url.executionId()), url.call());
        } else if (url.queryId() != null) {
            own = use(keyOfQuery(url.queryId()), url.call());
        }
        return own.or(() -> use(ALL, url.call()));
    }

    /** The first fault that is for such a request counts it, whether it happens now or later. */
    private Optional<Fault> use(String key, Call call) {
        List<Fault> faults = waiting.getOrDefault(key, List.of());
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.isFor(call)) {
                Optional<Fault> rest = fault.rest();
                if (rest.isPresent()) {
                    faults.set(i, rest.get());
                } else {
                    faults.remove(i);
                }
                return fault.isDue() ? Optional.of(fault) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
