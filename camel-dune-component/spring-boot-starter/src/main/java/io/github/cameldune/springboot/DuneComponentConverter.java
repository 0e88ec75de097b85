package io.github.cameldune.springboot;

import io.github.cameldune.DuneConfiguration;
import io.github.cameldune.watch.store.JdbcWatchStore;
import io.github.cameldune.watch.store.MapWatchStore;
import io.github.cameldune.watch.store.WatchStore;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.stereotype.Component;

/** Finds the beans that properties name: {@code #bean:name}, {@code #name} or {@code name}. */
@Configuration(proxyBeanMethods = false)
@ConfigurationPropertiesBinding
@Component
public class DuneComponentConverter implements GenericConverter {

    private final ApplicationContext application;

    /**
     * Made by Spring.
     *
     * @param application whose beans can be named
     */
    public DuneComponentConverter(ApplicationContext application) {
        this.application = application;
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        Set<ConvertiblePair> pairs = new LinkedHashSet<>();
        Stream.of(DuneConfiguration.class, HttpComponent.class, WatchStore.class, SSLContextParameters.class)
                .forEach(type -> pairs.add(new ConvertiblePair(String.class, type)));
        return pairs;
    }

    @Override
    public Object convert(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        if (source == null || source.toString().isBlank()) {
            return null;
        }
        String name = source.toString().strip().replaceFirst("^#(bean:)?", "");
        return targetType.getType() == WatchStore.class
                ? watchStore(name, application.getBean(name))
                : application.getBean(name, targetType.getType());
    }

    /** As Camel's type converters do it, which cannot be asked yet. */
    @SuppressWarnings("unchecked") // a bean's map does not tell what it holds; strings are all it will get
    private static WatchStore watchStore(String name, Object bean) {
        if (bean instanceof WatchStore store) {
            return store;
        }
        if (bean instanceof DataSource dataSource) {
            return new JdbcWatchStore(dataSource);
        }
        if (bean instanceof ConcurrentMap<?, ?> map) {
            return new MapWatchStore((ConcurrentMap<String, String>) map);
        }
        throw new IllegalArgumentException("The bean " + name + " is a "
                + bean.getClass().getName() + " and cannot be the watch store: name a bean that is a WatchStore, a"
                + " java.util.concurrent.ConcurrentMap or a javax.sql.DataSource");
    }
}
