package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/**
 * The component in a class loader that stays, as that of an application server, and an application in one of its own: once
 * that was stopped, nothing of the component's holds it.
 */
class SecondClassLoaderTest {

    @Test
    @Timeout(180)
    void everythingOfAStoppedApplicationIsFreed() throws Exception {
        // Log4j keeps the stack of the first exception that it writes
        LoggerFactory.getLogger(SecondClassLoaderTest.class)
                .warn("Before the application", new Exception("no failure"));
        try (DuneStub dune = DuneStub.start()) {
            List<WeakReference<?>> left = runApplication(dune);
            startAnother();

            ConsumerTestSupport.eventually().untilAsserted(() -> {
                System.gc();
                assertThat(left).extracting(WeakReference::get).containsOnlyNulls();
            });
        }
    }

    /** Camel's language Simple keeps the last context that made one, until another context does. */
    private static void startAnother() throws Exception {
        try (DefaultCamelContext next = new DefaultCamelContext()) {
            next.start();
            next.resolveLanguage("simple");
        }
    }

    /** In a method of its own, whose variables are gone once it returned. */
    private static List<WeakReference<?>> runApplication(DuneStub dune) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader child = new ApplicationLoader(before);
        Thread.currentThread().setContextClassLoader(child);
        try {
            Class<?> type = child.loadClass(SeparateApplication.class.getName());
            assertThat(type).isNotSameAs(SeparateApplication.class);
            assertThat(type.getClassLoader()).isSameAs(child);
            @SuppressWarnings("unchecked")
            Callable<CamelContext> application =
                    (Callable<CamelContext>) type.getConstructor(DuneStub.class).newInstance(dune);
            CamelContext stopped = application.call();
            assertThat(stopped.isStopped()).isTrue();
            return List.of(new WeakReference<>(child), new WeakReference<>(stopped), new WeakReference<>(application));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Loads the application and its inner classes itself, and takes all else from its parent. */
    private static final class ApplicationLoader extends ClassLoader {

        private ApplicationLoader(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(SeparateApplication.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
