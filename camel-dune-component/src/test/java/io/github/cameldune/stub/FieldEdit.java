package io.github.cameldune.stub;

import java.util.Map;
import java.util.Objects;

/**
 * A change of one field of an answer.
 *
 * @param name   the field
 * @param remove whether it is left out; {@code value} has no meaning then
 * @param value  its value, may be null
 */
record FieldEdit(String name, boolean remove, Object value) {
    FieldEdit {
        Objects.requireNonNull(name, "name");
    }

    static FieldEdit set(String name, Object value) {
        return new FieldEdit(name, false, value);
    }

    static FieldEdit remove(String name) {
        return new FieldEdit(name, true, null);
    }

    void apply(Map<String, Object> fields) {
        if (remove) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
    }

    /** Each part of the name before a dot is an object in which the rest is found; nothing happens when it is missing. */
    @SuppressWarnings("unchecked") // Jackson makes objects of JSON to maps of texts
    void applyAtPath(Map<String, Object> fields) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            apply(fields);
        } else if (fields.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
            new FieldEdit(name.substring(dot + 1), remove, value).applyAtPath((Map<String, Object>) inner);
        }
    }
}
