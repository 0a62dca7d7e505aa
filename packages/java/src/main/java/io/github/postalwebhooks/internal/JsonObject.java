package io.github.postalwebhooks.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object of JSON with its keys in the order of the text; a key may stand twice. */
public final class JsonObject {
    private final List<String> keys = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    void add(String key, @Nullable Object value) {
        keys.add(key);
        values.add(value);
    }

    /** How many keys stand there. */
    public int size() {
        return keys.size();
    }

    /** The key at this place. */
    public String key(int at) {
        return keys.get(at);
    }

    /** The value at this place. */
    public @Nullable Object value(int at) {
        return values.get(at);
    }

    /** Whether the key stands there. */
    public boolean has(String key) {
        return keys.contains(key);
    }

    /** The last value of the key; null if there is none. */
    public @Nullable Object get(String key) {
        int at = keys.lastIndexOf(key);
        return at < 0 ? null : values.get(at);
    }
}
