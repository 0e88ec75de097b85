package io.github.cameldune.crash;

import static org.awaitility.Awaitility.await;

import io.github.cameldune.DuneComponent;
import io.github.cameldune.DuneConstants;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.watch.store.JdbcWatchStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Everything that lives on when a watching process is killed: Dune, the database, the broker with the queue's consumer,
 * and the one who registers executions, through {@code dune:watch} in a Camel context of the test's JVM.
 */
final class Scene {

    private final DuneStub dune = DuneStub.builder().keepRequests(1_000_000).start();
    private final Broker broker = new Broker();
    private final ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
    private final Inbox inbox = new Inbox(factory);
    private final CamelContext registrar = new DefaultCamelContext();
    private final List<Fate> fates = new CopyOnWriteArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Path directory;
    private final Random random;
    private final Database database;
    private volatile int wanted;

    Scene(Path directory, Random random) throws Exception {
        this.directory = directory;
        this.random = random;
        database = new Database(directory.resolve("database"));
        DuneComponent component = new DuneComponent();
        component.getConfiguration().setBaseUrl(dune.baseUrl());
        component.getConfiguration().setApiKey(dune.apiKey());
        registrar.addComponent("dune", component);
        registrar.getRegistry().bind("store", new JdbcWatchStore(database.dataSource()));
        registrar.disableJMX();
        registrar.start();
    }

    DuneStub dune() {
        return dune;
    }

    Database database() {
        return database;
    }

    Inbox inbox() {
        return inbox;
    }

    List<Fate> fates() {
        return List.copyOf(fates);
    }

    /** Registers some executions each half a second, at most as many as were asked for. */
    void registerSteadily() throws Exception {
        RouteBuilder.addRoutes(registrar, routes -> routes.from("timer:register?period=500")
                .routeId("register")
                .process(tick -> {
                    for (int left = 1 + random.nextInt(5); left > 0 && fates.size() < wanted; left--) {
                        register();
                    }
                }));
    }

    /** Asks for so many executions more. */
    void want(int more) {
        wanted = fates.size() + more;
    }

    void stopRegistering() throws Exception {
        registrar.getRouteController().stopRoute("register");
    }

    Fate register() {
        Fate fate = Fate.start(dune, random, fates.size());
        fates.add(fate);
        registrar
                .createFluentProducerTemplate()
                .to("dune:watch?watchStore=#store&correlationHeaders=Number")
                .withHeaders(Map.of(DuneConstants.EXECUTION_ID, fate.id(), "Number", fate.number()))
                .send();
        return fate;
    }

    /** Waits until the end of each was delivered, recorded and received: the table is empty, and so is the queue. */
    void awaitTheEndOfAll() {
        await().atMost(Duration.ofSeconds(180)).until(() -> database.watches() == 0 && broker.isDrained());
    }

    /** Starts a process that watches on its own. */
    NodeProcess startNode() throws IOException {
        return start(dune.baseUrl(), database.url(), broker.url());
    }

    /** Starts a process that watches while it is the leader. */
    NodeProcess startClusterNode() throws IOException {
        return start(
                dune.baseUrl(),
                database.url(),
                broker.url(),
                directory.resolve("cluster").toString());
    }

    private NodeProcess start(String... addresses) throws IOException {
        NodeProcess node = new NodeProcess("node-" + nodes.size(), addresses);
        nodes.add(node);
        return node;
    }

    void stop() throws Exception {
        nodes.forEach(NodeProcess::discard);
        registrar.stop();
        inbox.close();
        factory.close();
        broker.stop();
        dune.close();
        database.close();
    }
}
