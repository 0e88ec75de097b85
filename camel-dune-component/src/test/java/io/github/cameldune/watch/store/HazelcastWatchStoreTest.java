package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.cameldune.WatchStoreException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A map that two Hazelcast members share. */
class HazelcastWatchStoreTest implements WatchStoreContract {

    private static final String CLUSTER = UUID.randomUUID().toString();

    private static HazelcastInstance one;
    private static HazelcastInstance two;

    @BeforeAll
    static void start() {
        one = member(null);
        two = member(one);
    }

    @AfterAll
    static void stop() {
        two.getLifecycleService().terminate();
        one.getLifecycleService().terminate();
    }

    @BeforeEach
    void empty() {
        one.getMap("watches").clear();
    }

    @Override
    public WatchStore store() {
        return new MapWatchStore(one.getMap("watches"));
    }

    @Override
    public WatchStore otherNode() {
        return new MapWatchStore(two.getMap("watches"));
    }

    @Test
    void isOneClusterOfTwo() {
        assertThat(one.getCluster().getMembers()).hasSize(2);
    }

    @Test
    void keepsEveryWatchWhenAMemberIsLost() {
        HazelcastInstance third = member(one);
        WatchStore lost = new MapWatchStore(third.getMap("watches"));
        for (int i = 0; i < 100; i++) {
            lost.putIfAbsent(LIST, "id-" + i, "value " + i);
        }
        third.getLifecycleService().terminate();

        assertThat(store().load(LIST)).hasSize(100).containsEntry("id-42", "value 42");
        assertThatThrownBy(() -> lost.putIfAbsent(LIST, ID, "x"))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("putIfAbsent of default/" + ID)
                .hasMessageContaining("HazelcastInstanceNotActiveException");
    }

    private static HazelcastInstance member(HazelcastInstance first) {
        Config config = new Config();
        config.setClusterName(CLUSTER);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        if (first != null) {
            join.getTcpIpConfig()
                    .addMember("127.0.0.1:"
                            + first.getCluster().getLocalMember().getAddress().getPort());
        }
        return Hazelcast.newHazelcastInstance(config);
    }
}
