package io.github.postalwebhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimestampTest {
    @Test
    void roundsToMicroseconds() {
        assertEquals(Instant.parse("2019-02-05T14:14:32.315570Z"), new Timestamp(1549376072.3155699).instant());
        assertEquals(Instant.parse("2016-10-31T20:19:37.129940Z"), new Timestamp(1477945177.12994).instant());
        assertEquals(Instant.parse("1969-12-31T23:59:58.500Z"), new Timestamp(-1.5).instant());
        assertEquals(Instant.parse("1970-01-01T00:00:02Z"), new Timestamp(1.9999999).instant());
    }

    @Test
    void writesAsPostalDoes() {
        assertEquals("1549376072.3155699", new Timestamp(1549376072.3155699).toString());
        assertEquals("1791288005.0", new Timestamp(1791288005).toString());
        assertEquals("10000000000000000.0", new Timestamp(1e16).decimal().toString());
        assertEquals("0.0", new Timestamp(-0.0).toString());
    }

    @Test
    void hasFiniteSecondsAndAnOrder() {
        assertThrows(IllegalArgumentException.class, () -> new Timestamp(Double.NaN));
        assertTrue(new Timestamp(1).compareTo(new Timestamp(2)) < 0);
        assertEquals(new Timestamp(0.0), new Timestamp(-0.0));
    }
}
