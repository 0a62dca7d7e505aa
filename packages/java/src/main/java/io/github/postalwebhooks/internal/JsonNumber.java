package io.github.postalwebhooks.internal;

/**
 * A number that is no {@link Long}: as it was written, whatever its length.
 *
 * <p>It writes itself as it was, since Jackson writes a number that it does not know by its text.
 */
public final class JsonNumber extends Number {
    private static final long serialVersionUID = 1;

    private final String digits;
    private final double value;

    private JsonNumber(String digits) {
        this.digits = digits;
        this.value = Double.parseDouble(digits);
    }

    /** The number of these digits: a long if it is an integer that fits. */
    static Number of(String digits, boolean isInteger) {
        // The longest long has 19 digits and a sign.
        if (isInteger && digits.length() <= 20) {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException e) {
                // It does not fit.
            }
        }
        return new JsonNumber(digits);
    }

    /** For people: a double where it is one, else itself. */
    Number simplified() {
        boolean isInteger = digits.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
        return isInteger || Double.isInfinite(value) ? this : (Number) value;
    }

    @Override
    public double doubleValue() {
        return value;
    }

    @Override
    public float floatValue() {
        return (float) value;
    }

    @Override
    public long longValue() {
        return (long) value;
    }

    @Override
    public int intValue() {
        return (int) value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNumber number && digits.equals(number.digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return digits;
    }
}
