package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.stub.DuneStub;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows in a route takes its time on threads of its own: nobody else waits for it. */
class SlowRouteTest {

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger entered = new AtomicInteger();

    private DuneStub dune;
    private DuneTestContext context;

    @BeforeEach
    void start() throws Exception {
        dune = DuneStub.start();
        context = new DuneTestContext(dune, options -> {
            options.setMaxConcurrentRequests(1);
            options.setRequestsPerMinute(600);
        });
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:await?concurrentConsumers=3&pollTimeout=50")
                        .to("dune:await")
                        .process(exchange -> stand());
                from("seda:status?concurrentConsumers=3&pollTimeout=50")
                        .to("dune:status")
                        .process(exchange -> stand());
            }
        });
    }

    private void stand() throws InterruptedException {
        entered.incrementAndGet();
        release.await();
    }

    @AfterEach
    void stop() {
        release.countDown();
        context.close();
        dune.close();
    }

    @Test
    void doesNotHoldUpAskingForOthersThatAwait() {
        for (int i = 0; i < 3; i++) {
            context.template().sendBodyAndHeader("seda:await", null, "CamelDuneExecutionId", completed());
        }
        await().until(() -> dune.requestCount() == 3);
        String late = completed();

        context.template().sendBodyAndHeader("seda:await", null, "CamelDuneExecutionId", late);

        await().untilAsserted(() -> assertThat(dune.requests(late)).isNotEmpty());
    }

    @Test
    void doesNotHoldUpOthersThatWaitForAPermit() {
        // the burst of 60 is over then, and permits come one by one
        String id = completed();
        for (int i = 0; i < 62; i++) {
            context.send("dune:status", id);
        }
        for (int i = 0; i < 3; i++) {
            context.template().sendBodyAndHeader("seda:status", null, "CamelDuneExecutionId", id);
        }
        await().until(() -> entered.get() >= 1);

        Object state = context.send("dune:status?maxConcurrentRequests=2&rateLimitTimeout=8s", id)
                .getMessage()
                .getHeader("CamelDuneState");

        assertThat(state).isEqualTo("QUERY_STATE_COMPLETED");
    }

    private String completed() {
        return dune.execution().completed().start();
    }
}
