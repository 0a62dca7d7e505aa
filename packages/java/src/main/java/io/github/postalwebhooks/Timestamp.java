package io.github.postalwebhooks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A point in time as Postal writes it: seconds since 1970-01-01T00:00:00Z, with a fraction.
 *
 * <p>It keeps the seconds that were read, so that it writes them back. Postal's clock has microseconds, and about a
 * quarter of its timestamps print seven decimals, one off in the last place: {@link #instant()} rounds.
 *
 * @param seconds the seconds, which are finite
 */
public record Timestamp(double seconds) implements Comparable<Timestamp> {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]+)?");

    /**
     * Makes a timestamp of seconds.
     *
     * @throws IllegalArgumentException if they are not finite
     */
    public Timestamp {
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("the seconds of a timestamp are finite");
        }
        // Adding zero turns -0.0 into 0.0, so that equal timestamps are equal.
        seconds += 0.0;
    }

    /**
     * Reads a timestamp of JSON: a number, or a decimal string, which programs write that pass events on.
     *
     * @param value the value of JSON
     * @return the timestamp
     * @throws IllegalArgumentException if the value is neither
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Timestamp read(Object value) {
        if (value instanceof Number number) {
            return new Timestamp(number.doubleValue());
        }
        if (value instanceof String text && DECIMAL.matcher(text).matches()) {
            return new Timestamp(Double.parseDouble(text));
        }
        throw new IllegalArgumentException("a timestamp is seconds as a number");
    }

    /**
     * The point in time, rounded to microseconds.
     *
     * @return the nearest microsecond
     * @throws java.time.DateTimeException if the time is beyond the years that an instant holds
     */
    public Instant instant() {
        double whole = Math.floor(seconds);
        return Instant.ofEpochSecond((long) whole).plusNanos(Math.round((seconds - whole) * 1e6) * 1000);
    }

    /**
     * The seconds with a decimal point and without an exponent, as Postal writes them.
     *
     * @return the seconds, exactly as many digits as tell them apart
     */
    @JsonValue
    public BigDecimal decimal() {
        BigDecimal decimal = BigDecimal.valueOf(seconds);
        return decimal.scale() < 1 ? decimal.setScale(1, RoundingMode.UNNECESSARY) : decimal;
    }

    /** By time. */
    @Override
    public int compareTo(Timestamp other) {
        return Double.compare(seconds, other.seconds);
    }

    /** The seconds, as Postal writes them. */
    @Override
    public String toString() {
        return decimal().toPlainString();
    }
}
