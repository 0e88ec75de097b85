package io.github.cameldune;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** What is logged from its creation to its close, on the test's own list and not on the console. */
public final class CapturedLog implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext logging = (LoggerContext) LogManager.getContext(false);
    private final Configuration before = logging.getConfiguration();
    private final LoggerConfig root = before.getRootLogger();
    private final Level levelBefore = root.getLevel();
    private final List<String> appendersBefore = List.copyOf(root.getAppenders().keySet());
    private final Appender appender = new Appender(lines);

    /**
     * Captures every logger.
     *
     * @param level from which on
     */
    public CapturedLog(Level level) {
        appender.start();
        appendersBefore.forEach(root::removeAppender);
        root.addAppender(appender, null, null);
        root.setLevel(level);
        logging.updateLoggers();
    }

    /**
     * What was logged so far.
     *
     * @return each event with its level, logger, message and stack trace
     */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.removeAppender(appender.getName());
        appendersBefore.forEach(name -> root.addAppender(before.getAppender(name), null, null));
        root.setLevel(levelBefore);
        logging.updateLoggers();
    }

    private static final class Appender extends AbstractAppender {

        private static final PatternLayout LAYOUT = PatternLayout.newBuilder()
                .withPattern("%level %logger [%thread] %X %msg %throwable")
                .build();

        private final List<String> lines;

        private Appender(List<String> lines) {
            super("captured", null, LAYOUT, false, Property.EMPTY_ARRAY);
            this.lines = lines;
        }

        @Override
        public void append(LogEvent event) {
            lines.add(LAYOUT.toSerializable(event));
        }
    }
}
