package io.github.cameldune.examples.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Lets the route fail once for each transition that it sent to an endpoint, as a crash between sending and recording would. */
final class FailsAfterSending extends MainListenerSupport {

    private final String uri;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final CountDownLatch deliveredAgain = new CountDownLatch(2);

    /** Expects two of them. */
    FailsAfterSending(String uri) {
        this.uri = uri;
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        try {
            AdviceWith.adviceWith(main.getCamelContext(), "failed-executions", route -> route.weaveByToUri(uri)
                    .after()
                    .process(this::failOnce));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void failOnce(Exchange exchange) throws IOException {
        if (failed.add(exchange.getMessage().getHeader("CamelDuneEventId", String.class))) {
            throw new IOException("on purpose, after the message was sent");
        }
        deliveredAgain.countDown();
    }

    void awaitSecondDeliveries() throws InterruptedException {
        assertThat(deliveredAgain.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
