package io.github.cameldune.fuzz;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/** Keeps a logger still for the time of a test that gives it thousands of odd inputs. */
public final class Quiet {

    private Quiet() {}

    /**
     * Runs something without its log.
     *
     * @param of whose logger is kept still
     * @param work what to run
     */
    public static void during(Class<?> of, Runnable work) {
        Level before = LogManager.getLogger(of).getLevel();
        Configurator.setLevel(of.getName(), Level.OFF);
        try {
            work.run();
        } finally {
            Configurator.setLevel(of.getName(), before);
        }
    }
}
