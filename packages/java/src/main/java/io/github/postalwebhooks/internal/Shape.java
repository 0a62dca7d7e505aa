package io.github.postalwebhooks.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys of an object, and what their values may be. Other keys may stand beside them. */
final class Shape implements Type {
    /** The keys around every payload. */
    static final Shape ENVELOPE = new Shape(
            required("event", value -> value instanceof String
                    ? null
                    : Fault.expected("the name of an event as a string", value)),
            required("timestamp", Type.TIMESTAMP),
            required("payload", Type.ANY),
            required("uuid", Type.UUID));

    record Property(String name, boolean isRequired, Type type) {}

    private final Property[] properties;
    private final Map<String, Integer> places = new HashMap<>();
    private final int required;

    Shape(Property... properties) {
        this.properties = properties;
        for (Property property : properties) {
            places.put(property.name, places.size());
        }
        required = (int) Stream.of(properties).filter(Property::isRequired).count();
    }

    static Property required(String name, Type type) {
        return new Property(name, true, type);
    }

    static Property optional(String name, Type type) {
        return new Property(name, false, type);
    }

    /** The first fault: in the order of the text, and then the first key that is missing. */
    @Override
    public @Nullable Fault check(@Nullable Object value) {
        if (!(value instanceof JsonObject object)) {
            return Fault.expected("an object", value);
        }
        boolean[] isThere = new boolean[properties.length];
        for (int at = 0; at < object.size(); at++) {
            Integer place = places.get(object.key(at));
            if (place == null) {
                continue;
            }
            Property property = properties[place];
            if (isThere[place]) {
                return Fault.duplicate(property.name);
            }
            isThere[place] = true;
            Fault fault = property.type.check(object.value(at));
            if (fault != null) {
                return fault.in(property.name);
            }
        }
        for (int place = 0; place < properties.length; place++) {
            if (properties[place].isRequired && !isThere[place]) {
                return Fault.missing(properties[place].name);
            }
        }
        return null;
    }

    /** The first of the keys that stands twice. */
    @Nullable Fault duplicate(JsonObject object) {
        for (Property property : properties) {
            int times = 0;
            for (int at = 0; at < object.size(); at++) {
                times += object.key(at).equals(property.name) ? 1 : 0;
            }
            if (times > 1) {
                return Fault.duplicate(property.name);
            }
        }
        return null;
    }

    /** The other keys of an object in which nothing is wrong, as people want them. */
    Map<String, @Nullable Object> unknown(JsonObject object) {
        // Each key that is required is there once, so there is no other.
        if (object.size() == required) {
            return Map.of();
        }
        Map<String, @Nullable Object> unknown = Map.of();
        for (int at = 0; at < object.size(); at++) {
            if (!places.containsKey(object.key(at))) {
                if (unknown.isEmpty()) {
                    unknown = new LinkedHashMap<>();
                }
                unknown.put(object.key(at), Values.plain(object.value(at)));
            }
        }
        return unknown;
    }
}
