package io.github.postalwebhooks.internal;

import org.jspecify.annotations.Nullable;

/**
 * Integers of JSON, which may be written {@code 12}, {@code 12.0} or {@code 1.2e1}.
 *
 * <p>Digits alone are exact. Any other number is read as a double, as most readers of JSON do.
 */
final class Numbers {
    static final String INTEGER = "a non-negative integer";
    static final String FITS = "a number that fits 64 bits";
    /** The smallest integer that is too large, and a double. */
    private static final double TWO_TO_63 = 0x1p63;

    private Numbers() {}

    /** What has to stand there instead; null if the number is an integer from 0 to 2^63 - 1. */
    static @Nullable String problem(Number number) {
        if (number instanceof Long integer) {
            return integer >= 0 ? null : INTEGER;
        }
        double value = number.doubleValue();
        boolean isInteger = value >= 0 && Math.rint(value) == value;
        if (Double.isInfinite(value) || isInteger && value >= TWO_TO_63) {
            return FITS;
        }
        return isInteger ? null : INTEGER;
    }
}
