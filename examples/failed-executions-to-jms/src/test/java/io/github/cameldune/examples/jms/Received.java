package io.github.cameldune.examples.jms;

import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;

/** A message of a queue, as any JMS client sees it. */
record Received(String queue, String text, Map<String, Object> properties) {

    static Received of(String queue, TextMessage message) throws JMSException {
        Map<String, Object> properties = new HashMap<>();
        Enumeration<?> names = message.getPropertyNames();
        for (Object name : Collections.list(names)) {
            properties.put((String) name, message.getObjectProperty((String) name));
        }
        return new Received(queue, message.getText(), properties);
    }
}
