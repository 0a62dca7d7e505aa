package io.github.postalwebhooks.internal;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong at one place of a body.
 *
 * @param pointer the place, RFC 6901
 * @param kind what is wrong there
 * @param expected what has to stand there, if it is of another type or form
 * @param found the type of what stands there
 */
public record Fault(String pointer, Kind kind, String expected, String found) {
    /** The type of a number, in words. */
    public static final String NUMBER = "a number";

    /** What can be wrong. */
    public enum Kind {
        /** A key is missing. */
        MISSING,
        /** A key of Postal's stands twice in one object. */
        DUPLICATE,
        /** A value is not what it has to be. */
        EXPECTED
    }

    static Fault missing(String key) {
        return new Fault("", Kind.MISSING, "", "").in(key);
    }

    static Fault duplicate(String key) {
        return new Fault("", Kind.DUPLICATE, "", "").in(key);
    }

    static Fault expected(String expected, @Nullable Object found) {
        return new Fault("", Kind.EXPECTED, expected, nameOf(found));
    }

    /** The same fault, seen from one level above. */
    Fault in(String key) {
        return new Fault("/" + key.replace("~", "~0").replace("/", "~1") + pointer, kind, expected, found);
    }

    /** What is wrong, in words. */
    public String text() {
        return switch (kind) {
            case MISSING -> "missing, although Postal always sends it";
            case DUPLICATE -> "stands twice in one object";
            case EXPECTED -> "expected " + expected + ", found " + found;
        };
    }

    /** The type of a value, in words. */
    public static String nameOf(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof Number) {
            return NUMBER;
        }
        if (value instanceof String) {
            return "a string";
        }
        return value instanceof JsonObject ? "an object" : "an array";
    }
}
