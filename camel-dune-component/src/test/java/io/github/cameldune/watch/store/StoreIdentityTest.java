package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Endpoints that name the same map or data source get a store each, made by a type converter: those are to be one. */
class StoreIdentityTest {

    @Test
    void storesOfOneMapAreOne() {
        ConcurrentMap<String, String> map = new ConcurrentHashMap<>();

        assertThat(new MapWatchStore(map))
                .isEqualTo(new MapWatchStore(map, () -> {}))
                .hasSameHashCodeAs(new MapWatchStore(map));
    }

    @Test
    void storesOfTwoMapsAreTwoAlsoWhenTheseHoldTheSame() {
        assertThat(new MapWatchStore(new ConcurrentHashMap<>()))
                .isNotEqualTo(new MapWatchStore(new ConcurrentHashMap<>()))
                .isNotEqualTo(new Object());
    }

    @Test
    void storesOfOneTableAreOne() {
        JdbcDataSource database = new JdbcDataSource();

        assertThat(new JdbcWatchStore(database))
                .isEqualTo(new JdbcWatchStore(database))
                .hasSameHashCodeAs(new JdbcWatchStore(database));
    }

    @Test
    void storesOfTwoTablesOrTwoDatabasesAreTwo() {
        JdbcDataSource database = new JdbcDataSource();
        JdbcWatchStore otherTable = new JdbcWatchStore(database);
        otherTable.setTable("other_watches");

        assertThat(new JdbcWatchStore(database))
                .isNotEqualTo(otherTable)
                .isNotEqualTo(new JdbcWatchStore(new JdbcDataSource()))
                .isNotEqualTo(new Object());
    }
}
