package io.github.cameldune;

import io.github.cameldune.stub.DuneStub;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Routes that watch, fetch, and wait for what does not end, with a store and an exception of the application's own. */
public final class SeparateApplication implements Callable<CamelContext> {

    private final DuneStub dune;

    public SeparateApplication(DuneStub dune) {
        this.dune = dune;
    }

    @Override
    public CamelContext call() throws Exception {
        String ending = dune.execution().state("EXECUTING").completed().start();
        String running = dune.execution().stays("EXECUTING").start();
        CamelContext camel = new DefaultCamelContext();
        camel.setApplicationContextClassLoader(getClass().getClassLoader());
        camel.getShutdownStrategy().setTimeout(5);
        camel.getRegistry().bind("store", new Store());
        DuneConfiguration configuration =
                camel.getComponent("dune", DuneComponent.class).getConfiguration();
        configuration.setBaseUrl(dune.baseUrl());
        configuration.setApiKey(dune.apiKey());
        Arrived arrived = new Arrived();
        camel.addRoutes(new Routes(ending + "," + running, arrived));
        camel.start();
        camel.createProducerTemplate().send("direct:status", message -> about(message, ending));
        camel.createProducerTemplate().asyncSend("direct:await", message -> about(message, running));
        if (!arrived.ended.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The end of an execution was not seen");
        }
        camel.stop();
        return camel;
    }

    private static void about(Exchange message, String id) {
        message.getMessage().setHeaders(Map.of(DuneConstants.EXECUTION_ID, id));
    }

    private static final class Routes extends RouteBuilder {

        private final String ids;
        private final Arrived arrived;

        private Routes(String ids, Arrived arrived) {
            this.ids = ids;
            this.arrived = arrived;
        }

        @Override
        public void configure() {
            from("dune:status?initialDelay=0&delay=50&adaptive=false&watchStore=#store&executionIds=" + ids)
                    .process(arrived);
            from("direct:status").to("dune:status").process(new Failing());
            from("direct:await").to("dune:await");
        }
    }

    private static final class Store extends ConcurrentHashMap<String, String> {
        private static final long serialVersionUID = 1;
    }

    private static final class Arrived implements Processor {

        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void process(Exchange exchange) {
            if ("QUERY_STATE_COMPLETED".equals(exchange.getMessage().getHeader(DuneConstants.STATE))) {
                ended.countDown();
            }
        }
    }

    private static final class Failing implements Processor {

        @Override
        public void process(Exchange exchange) {
            throw new OfTheApplication();
        }
    }

    private static final class OfTheApplication extends RuntimeException {
        private static final long serialVersionUID = 1;

        private OfTheApplication() {
            super("of the application");
        }
    }
}
