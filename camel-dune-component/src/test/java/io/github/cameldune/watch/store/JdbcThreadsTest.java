package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcThreadsTest {

    @AfterEach
    void leaveNoInterruptBehind() {
        Thread.interrupted();
    }

    @Test
    void runsOnAThreadOfItsOwnThatInheritsNothing() throws Exception {
        InheritableThreadLocal<String> transaction = new InheritableThreadLocal<>();
        transaction.set("the caller's");

        // all at once, so that one of the threads at least is a new one
        for (String seen : Race.run(4, i -> {
            transaction.set("the caller's");
            try {
                return JdbcThreads.run(() -> Thread.currentThread().getName() + ": " + transaction.get());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        })) {
            assertThat(seen).startsWith("dune-watch-store-").endsWith(": null");
        }
    }

    @Test
    void seesTheClassesThatItsCallerSees() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader callers = new URLClassLoader(new URL[0])) {
            Thread.currentThread().setContextClassLoader(callers);

            assertThat(JdbcThreads.run(() -> Thread.currentThread().getContextClassLoader()))
                    .isSameAs(callers);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void throwsWhatTheWorkThrew() {
        SQLException failure = new SQLException("x");
        StackOverflowError error = new StackOverflowError();

        assertThatThrownBy(() -> JdbcThreads.run(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> JdbcThreads.run(() -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void aThreadThatWasInterruptedBeforeStillGetsItsResult() throws Exception {
        Thread.currentThread().interrupt();

        assertThat(JdbcThreads.run(() -> "done")).isEqualTo("done");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void aThreadThatIsInterruptedWhileItWaitsGivesUpAndTheWorkGoesOn() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            assertThatThrownBy(() -> JdbcThreads.run(() -> {
                        started.countDown();
                        goOn.await();
                        ended.countDown();
                        return null;
                    }))
                    .isInstanceOf(WatchStoreException.class)
                    .hasMessageContaining("whether a change was made is not known");
            return Thread.currentThread().isInterrupted();
        });
        Thread caller = new Thread(waiting);
        caller.start();
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(waiting.get(60, TimeUnit.SECONDS)).isTrue();
        goOn.countDown();
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        Thread thread = JdbcThreads.run(Thread::currentThread);

        assertThat(thread.isDaemon()).isTrue();
        Awaitility.await().until(() -> !thread.isAlive());
    }
}
