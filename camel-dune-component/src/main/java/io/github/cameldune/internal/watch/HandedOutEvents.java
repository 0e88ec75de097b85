package io.github.cameldune.internal.watch;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Events that callers took and have not completed yet. A caller that drops its exchange without completing it must not block
 * the execution for ever, so what the garbage collector finds is taken back. Thread-safe.
 */
final class HandedOutEvents {

    private static final String DROPPED =
            "its caller dropped the exchange without completing it; after ConsumerTemplate.receive, call doneUoW";

    private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();
    private final Set<Reference<?>> taken = ConcurrentHashMap.newKeySet();

    private final class Taken extends WeakReference<Object> implements Consumer<String> {

        private final Consumer<String> completion;
        private final AtomicBoolean isCompleted = new AtomicBoolean();

        private Taken(Object token, Consumer<String> completion) {
            super(token, dropped);
            this.completion = completion;
        }

        @Override
        public void accept(String rejection) {
            if (isCompleted.compareAndSet(false, true)) {
                taken.remove(this);
                completion.accept(rejection);
            }
        }
    }

    /**
     * Hands an event out with a token that is reachable as long as the exchange is. Returns the completion to call, once; later
     * calls are ignored. The completion given must not refer to the token, which could then never be collected.
     */
    Consumer<String> add(Object token, Consumer<String> completion) {
        Taken added = new Taken(token, completion);
        taken.add(added);
        return added;
    }

    void takeBackDropped() {
        for (Reference<?> found = dropped.poll(); found != null; found = dropped.poll()) {
            ((Taken) found).accept(DROPPED);
        }
    }
}
