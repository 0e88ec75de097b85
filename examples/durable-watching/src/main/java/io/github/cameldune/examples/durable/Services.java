package io.github.cameldune.examples.durable;

import io.github.cameldune.stub.DuneStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.h2.tools.Server;

/**
 * What is there already where such processes run: a broker, a database server, and Dune, here its stub. All listen on the
 * loopback address. They are not what is killed.
 */
final class Services implements AutoCloseable {

    private static final String KEY = System.getenv().getOrDefault("DUNE_API_KEY", "test-key");

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final Server database;
    private final DuneStub dune;
    private final String brokerUrl;
    private final String databaseUrl;

    private Services(Path folder, int brokerPort, int databasePort, int dunePort) throws Exception {
        deleteAll(folder);
        brokerUrl = "tcp://localhost:" + brokerPort;
        broker.setConfiguration(configuration(brokerUrl));
        broker.start();
        System.setProperty("h2.bindAddress", "localhost");
        database = databaseServer(folder, databasePort);
        // H2 writes a commit up to half a second later without WRITE_DELAY=0
        databaseUrl = "jdbc:h2:tcp://localhost:" + database.getPort() + "/./watches;WRITE_DELAY=0";
        dune = DuneStub.builder().apiKey(KEY).port(dunePort).start();
    }

    /** On ports that nobody uses, so that several demonstrations can run at a time. */
    static Services onFreePorts(Path folder) throws Exception {
        return new Services(folder, freePort(), 0, 0);
    }

    /** On the ports that application.properties has. */
    static Services onUsualPorts(Path folder) throws Exception {
        return new Services(folder, 61616, 9092, 8089);
    }

    // In memory, and without users: a demonstration. A real broker keeps messages, and the ids of its duplicate
    // detection,
    // on disk.
    private static Configuration configuration(String url) throws Exception {
        AddressSettings kept = new AddressSettings()
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setMaxDeliveryAttempts(3)
                .setDeadLetterAddress(SimpleString.of("DLQ"))
                .setAutoCreateDeadLetterResources(true);
        return new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("tcp", url)
                .addAddressSetting("#", kept);
    }

    private static Server databaseServer(Path folder, int port) throws SQLException {
        String[] options = {
            "-tcpPort", String.valueOf(port),
            "-baseDir", folder.resolve("database").toString(),
            "-ifNotExists"
        };
        return Server.createTcpServer(options).start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    // what an earlier run left belongs to executions that the new stub does not know
    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    String brokerUrl() {
        return brokerUrl;
    }

    String databaseUrl() {
        return databaseUrl;
    }

    DuneStub dune() {
        return dune;
    }

    /** How many watches there are. */
    int watches() throws SQLException {
        try (Connection connection = DriverManager.getConnection(databaseUrl, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT COUNT(*) FROM CAMEL_DUNE_WATCH WHERE WATCH_LIST = 'default'")) {
            result.next();
            return result.getInt(1);
        }
    }

    /** Waits until every message was read. */
    void awaitEmptyQueues() throws Exception {
        while (broker.getActiveMQServer().getTotalMessageCount() > 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() {
        dune.close();
        database.stop();
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The broker does not stop", e);
        }
    }

    @Override
    public String toString() {
        return "broker " + brokerUrl + ", database " + databaseUrl + ", stub of Dune " + dune.baseUrl();
    }
}
