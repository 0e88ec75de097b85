package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Durability without Java and without a server: a store declared as a bean of a YAML file. */
class WatchStoreInYamlTest {

    @TempDir
    private Path folder;

    @Test
    void keepsWatchesInATableWithBeansAlone() throws Exception {
        String yaml = """
                - beans:
                    - name: database
                      type: org.h2.jdbcx.JdbcDataSource
                      properties:
                        url: jdbc:h2:file:%s;WRITE_DELAY=0
                    - name: watches
                      type: io.github.cameldune.watch.store.JdbcWatchStore
                      properties:
                        dataSource: "#bean:database"
                        table: MY_WATCHES
                        queryTimeout: 5
                """.formatted(folder.resolve("db"));

        assertThat(keptOverARestart(yaml)).isEqualTo(Map.of("a", "1"));
    }

    private static Map<String, String> keptOverARestart(String yaml) throws Exception {
        try (DefaultCamelContext context = start(yaml)) {
            store(context).putIfAbsent("default", "a", "1");
        }
        try (DefaultCamelContext context = start(yaml)) {
            return store(context).load("default");
        }
    }

    private static WatchStore store(DefaultCamelContext context) {
        return context.getRegistry().lookupByNameAndType("watches", WatchStore.class);
    }

    private static DefaultCamelContext start(String yaml) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        Resource resource = ResourceHelper.fromBytes("beans.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        context.start();
        return context;
    }
}
