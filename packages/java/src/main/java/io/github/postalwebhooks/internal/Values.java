package io.github.postalwebhooks.internal;

import io.github.postalwebhooks.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Values of JSON that are known to be of their type, as the types of the records. Null stays null. */
@NullUnmarked
public final class Values {
    private Values() {}

    static String string(Object value) {
        return (String) value;
    }

    static Boolean flag(Object value) {
        return (Boolean) value;
    }

    static Long integer(Object value) {
        return value == null ? null : Long.valueOf(((Number) value).longValue());
    }

    static Double number(Object value) {
        return value == null ? null : Double.valueOf(((Number) value).doubleValue());
    }

    static UUID uuid(Object value) {
        return text(value, UUID::fromString);
    }

    static Timestamp timestamp(Object value) {
        if (value instanceof String text) {
            return new Timestamp(Double.parseDouble(text));
        }
        return value == null ? null : new Timestamp(((Number) value).doubleValue());
    }

    static <T> T text(Object value, Function<String, T> of) {
        return value == null ? null : of.apply((String) value);
    }

    static <T> T object(Object value, Function<JsonObject, T> of) {
        return value == null ? null : of.apply((JsonObject) value);
    }

    static <T> List<T> list(Object value, Function<Object, T> of) {
        if (value == null) {
            return null;
        }
        List<T> items = new ArrayList<>();
        for (Object item : (List<?>) value) {
            items.add(of.apply(item));
        }
        return Collections.unmodifiableList(items);
    }

    static Map<String, Object> map(Object value) {
        JsonObject object = (JsonObject) value;
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < object.size(); at++) {
            map.put(object.key(at), plain(object.value(at)));
        }
        return Collections.unmodifiableMap(map);
    }

    /** A value of which nothing is known, in the types that Java has for it. */
    static Object plain(Object value) {
        if (value instanceof JsonObject) {
            return map(value);
        }
        if (value instanceof List) {
            return list(value, Values::plain);
        }
        return value instanceof JsonNumber number ? number.simplified() : value;
    }

    /** The unknown keys of a record, which cannot be changed. Jackson gives null where there are none. */
    public static Map<String, @Nullable Object> rest(Map<String, @Nullable Object> unknown) {
        return unknown == null || unknown.isEmpty() ? Map.of() : Collections.unmodifiableMap(unknown);
    }
}
