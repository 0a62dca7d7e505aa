package use;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.postalwebhooks.KeySet;
import io.github.postalwebhooks.ParseException;
import io.github.postalwebhooks.Verifier;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The other classes of the README, each called. They are in no package, so they are called by their name. */
class SnippetsTest {
    private static Object call(String type, String method, byte[] body) throws Exception {
        return Class.forName(type).getMethod(method, byte[].class).invoke(null, body);
    }

    private static Object receive(byte[] body) throws Exception {
        Postal postal = new Postal();
        Map<String, List<String>> headers = Map.of("x-postal-signature-256", List.of(postal.signature(body)));
        Class<?> type = Class.forName("Receive");
        Object receiver =
                type.getConstructor(Verifier.class).newInstance(Verifier.of(KeySet.fromJwks(postal.jwks())));
        return type.getMethod("handle", Map.class, byte[].class).invoke(receiver, headers, body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void receive() throws Exception {
        assertEquals("olivia@example.com has it", receive(Postal.body("MessageSent", "typical")));
        assertEquals("Recipient", receive(Postal.body("MessageDeliveryFailed", "typical")));
        assertEquals("MessageLoaded", receive(Postal.body("MessageLoaded", "typical")));
    }

    /** The README shows this error. */
    @Test
    void error() {
        byte[] body = bytes("{\"event\":\"MessageLoaded\",\"payload\":{\"message\":{\"id\":\"17\"}}}");
        Throwable error = assertThrows(InvocationTargetException.class, () -> receive(body)).getCause();
        assertEquals(
                ParseException.class.getName()
                        + ": /payload/message/id: expected a non-negative integer, found a string",
                error.toString());
    }

    @Test
    void check() throws Exception {
        byte[] body = Postal.body("MessageSent", "typical");
        assertEquals(List.of(), call("Check", "violations", body));
        String text = new String(body, StandardCharsets.UTF_8).replace("\"Sent\"", "\"Gone\"");
        List<?> violations = (List<?>) call("Check", "violations", bytes(text));
        assertEquals(
                List.of(
                        "/payload/status: is not \"Sent\"",
                        "/payload/status: is none of [\"Sent\",\"SoftFail\",\"HardFail\",\"Held\"]"),
                violations.stream().map(Object::toString).sorted(Comparator.comparing(String::length)).toList());
    }

    @Test
    void write() throws Exception {
        byte[] body = Postal.body("MessageHeld", "typical");
        assertEquals(new String(body, StandardCharsets.UTF_8), call("Write", "again", body));
    }
}
