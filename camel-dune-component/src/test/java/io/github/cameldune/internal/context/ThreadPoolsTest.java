package io.github.cameldune.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ThreadPoolsTest {

    private static final int MANY = 50;

    @Test
    void anUnboundedPoolRunsAllTasksAtTheSameTime() throws Exception {
        CamelContext camel = new DefaultCamelContext();
        try {
            ExecutorService pool = ThreadPools.unbounded(camel, this, "many");
            CyclicBarrier all = new CyclicBarrier(MANY);
            CountDownLatch done = new CountDownLatch(MANY);

            for (int i = 0; i < MANY; i++) {
                pool.execute(() -> {
                    try {
                        all.await(30, TimeUnit.SECONDS);
                        done.countDown();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
            }

            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            camel.stop();
        }
    }
}
