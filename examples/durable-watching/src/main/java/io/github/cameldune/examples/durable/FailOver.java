package io.github.cameldune.examples.durable;

import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyInject;
import org.apache.camel.component.file.cluster.FileLockClusterService;

/**
 * Gives {@code master:} its cluster service: the nodes agree on a leader by a lock on a file in a folder that all of them
 * see. Camel has the same with Kubernetes, Consul, Infinispan and others. The only Java in the processes that register and
 * watch: Camel Main looks for cluster services before it makes the beans of properties and YAML files. With Spring Boot
 * or Quarkus it is configuration too.
 */
public class FailOver implements CamelConfiguration {

    @PropertyInject("cluster.folder")
    private String folder;

    @PropertyInject("cluster.interval")
    private long intervalMillis;

    /** Made by Camel Main, as application-watch.properties says. */
    public FailOver() {}

    @Override
    public void configure(CamelContext context) throws Exception {
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(folder);
        cluster.setAcquireLockInterval(intervalMillis);
        cluster.setAcquireLockIntervalUnit(TimeUnit.MILLISECONDS);
        cluster.setHeartbeatTimeoutMultiplier(3);
        context.addService(cluster);
    }
}
