package io.github.cameldune.crash;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** A JMS broker on loopback. It lives in the test's JVM, and so outlives those who send to it. */
final class Broker {

    static final String QUEUE = "transitions";

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();

    Broker() throws Exception {
        server.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setDeadLetterAddress(SimpleString.of("dead"))
                                .setExpiryAddress(SimpleString.of("expired")))
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:0?useEpoll=false"));
        server.start();
    }

    String url() {
        int port = server.getActiveMQServer()
                .getRemotingService()
                .getAcceptor("tcp")
                .getActualPort();
        // of its JDK-only transport: the native one of this Netty fails on JDK 25 when it stops
        return "tcp://127.0.0.1:" + port + "?useEpoll=false";
    }

    /** Whether the queue's consumer has taken all that was sent. */
    boolean isDrained() {
        return server.getActiveMQServer().locateQueue(QUEUE).getMessageCount() == 0;
    }

    void stop() throws Exception {
        server.stop();
    }
}
