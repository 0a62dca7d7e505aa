package io.github.postalwebhooks.internal;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a value may be. */
interface Type {
    /** What is wrong with a value; null if nothing is. */
    @Nullable Fault check(@Nullable Object value);

    Type BOOLEAN = value -> value instanceof Boolean ? null : Fault.expected("a boolean", value);

    Type STRING = value -> value instanceof String ? null : Fault.expected("a string", value);


    /** Any value: what an unknown event has is looked at later. */
    Type ANY = value -> null;

    Type NUMBER = value -> {
        if (!(value instanceof Number number)) {
            return Fault.expected("a number", value);
        }
        return Double.isInfinite(number.doubleValue()) ? Fault.expected(Numbers.FITS, value) : null;
    };

    Type INTEGER = value -> {
        if (!(value instanceof Number number)) {
            return Fault.expected(Numbers.INTEGER, value);
        }
        String problem = Numbers.problem(number);
        return problem == null ? null : Fault.expected(problem, value);
    };

    Type UUID = value -> value instanceof String text && Forms.isUuid(text) ? null : Fault.expected("a UUID", value);

    /** Seconds as a number, or as a decimal string, which programs write that pass events on. */
    Type TIMESTAMP = value -> {
        if (value instanceof Number) {
            return NUMBER.check(value);
        }
        return value instanceof String text && Forms.DECIMAL.matcher(text).matches()
                ? null
                : Fault.expected("a timestamp: seconds as a number", value);
    };

    static Type nullable(Type type) {
        return value -> value == null ? null : type.check(value);
    }

    static Type list(Type items) {
        return value -> {
            if (!(value instanceof List<?> list)) {
                return Fault.expected("an array", value);
            }
            for (int at = 0; at < list.size(); at++) {
                Fault fault = items.check(list.get(at));
                if (fault != null) {
                    return fault.in(Integer.toString(at));
                }
            }
            return null;
        };
    }

    /** The forms of strings, as the published schemas have them. */
    final class Forms {
        static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]+)?");

        private Forms() {}

        /** With four hyphens, and in either case. Java's own reader also takes shorter ones. */
        static boolean isUuid(String text) {
            if (text.length() != 36) {
                return false;
            }
            for (int at = 0; at < 36; at++) {
                char c = text.charAt(at);
                boolean isHyphen = at == 8 || at == 13 || at == 18 || at == 23;
                if (isHyphen ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
