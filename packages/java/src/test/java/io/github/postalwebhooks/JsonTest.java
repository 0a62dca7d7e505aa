package io.github.postalwebhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.postalwebhooks.internal.Json;
import io.github.postalwebhooks.internal.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder().build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Texts with random damage: the same are JSON as with Jackson, and they are the same value. */
    @Test
    void asJackson() {
        Random random = new Random(17);
        String letters = "{}[]:,\"\\ \n\t0123456789-+.eEtruefalsn/u\u0000\u001f\u007f\u00e9";
        int good = 0;
        int bad = 0;
        for (byte[] body : Schema.examples()) {
            for (int n = 0; n < 200; n++) {
                StringBuilder text = new StringBuilder(new String(body, StandardCharsets.UTF_8));
                int at = random.nextInt(text.length());
                char letter = letters.charAt(random.nextInt(letters.length()));
                switch (random.nextInt(4)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, letter);
                    case 2 -> text.setCharAt(at, letter);
                    default -> text.setLength(at);
                }
                if (isSame(text.toString())) {
                    good++;
                } else {
                    bad++;
                }
            }
        }
        assertTrue(good > 1000 && bad > 1000, good + " " + bad);
    }

    /** Whether both read the text; they have to agree. */
    private static boolean isSame(String text) {
        JsonNode expected = null;
        try {
            expected = MAPPER.readTree(text);
        } catch (JacksonException e) {
            // It is no JSON.
        }
        try {
            Object value = Json.parse(text);
            assertTrue(expected != null && !expected.isMissingNode(), text);
            assertEquals(simple(expected), simple(value), text);
            return true;
        } catch (Json.SyntaxException e) {
            assertTrue(expected == null || expected.isMissingNode(), text);
            return false;
        }
    }

    /** A tree of Jackson as sorted maps and lists, with each number as a double. */
    private static Object simple(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new TreeMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), simple(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            return node.valueStream().map(JsonTest::simple).toList();
        }
        return node.isNumber() ? (Object) Double.parseDouble(node.toString()) : node.isString() ? node.asString() : node.toString();
    }

    private static Object simple(Object value) {
        if (value instanceof JsonObject object) {
            Map<String, Object> map = new TreeMap<>();
            for (int at = 0; at < object.size(); at++) {
                map.put(object.key(at), simple(object.value(at)));
            }
            return map;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JsonTest::simple).toList();
        }
        return value instanceof Number number ? (Object) number.doubleValue() : String.valueOf(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "\ufeff1", "1 x", "01", "1.", ".5", "-", "+1", "1e", "NaN", "'a'", "[1,]", "{\"a\":1,}", "{a:1}",
        "\"\\ud83\"", "\"\\x\"", "\"\u0000\"", "\"a\nb\"", "nul", "truE", "[1 2]", "{\"a\" 1}", "\"\\u00\u0661\u0661\""
    })
    void isNotJson(String text) {
        assertThrows(Json.SyntaxException.class, () -> Json.parse(text));
    }

    @Test
    void loneSurrogatesAreReplaced() throws Json.SyntaxException {
        assertEquals("\ufffd", Json.parse("\"\\ud83d\""));
        assertEquals("\ufffd\n\ufffd", Json.parse("\"\\ud83d\\n\\ude00\""));
        assertEquals("\ufffd\ud83d\ude00", Json.parse("\"\\ud83d\\ud83d\\ude00\""));
        assertEquals("\\ud83d", Json.parse("\"\\\\ud83d\""));
    }

    @Test
    void bytesThatAreNotUtf8() {
        assertNull(Json.decode(new byte[] {'"', (byte) 0xff, '"'}));
        // Overlong, and a surrogate.
        assertNull(Json.decode(new byte[] {(byte) 0xc0, (byte) 0x80}));
        assertNull(Json.decode(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}));
    }

    @Test
    void deepNestingIsRefused() throws Json.SyntaxException {
        String deepest = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
        assertTrue(Json.parse(deepest) instanceof List);
        for (String open : List.of("[", "{\"a\":")) {
            assertThrows(Json.SyntaxException.class, () -> Json.parse(open.repeat(100_000)));
        }
    }

    @Test
    void numbersOfAnyLengthAreKept() throws Json.SyntaxException {
        String digits = "1".repeat(1_000_000);
        assertEquals(digits, String.valueOf(Json.parse(digits)));
        assertEquals(Long.MAX_VALUE, Json.parse("9223372036854775807"));
        assertEquals("9223372036854775808", String.valueOf(Json.parse("9223372036854775808")));
        assertEquals("1e400", String.valueOf(Json.parse("1e400")));
    }

    @Test
    void keysThatStandTwiceAreKept() throws Json.SyntaxException {
        JsonObject object = (JsonObject) Json.parse("{\"a\":1,\"a\":2}");
        assertEquals(2, object.size());
        assertEquals(2L, object.get("a"));
    }
}
