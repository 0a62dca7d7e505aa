package io.github.postalwebhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The signed requests that all packages get: what they give by each way to hand headers over. */
class VectorsTest {
    private static final JsonNode REQUESTS = Schema.json("packages/vectors/requests.json");

    private static Verifier verifier(JsonNode vector) throws KeySetException {
        KeySet keys = null;
        for (JsonNode name : vector.get("keys")) {
            // From each form of the keys in turn, since all of them give the same.
            JsonNode key = REQUESTS.get("keys").get(name.asString());
            KeySet pem = KeySet.fromPem(key.get("pem").asString());
            KeySet dkim = KeySet.fromDkimRecord(key.get("dkim").asString());
            KeySet jwks = KeySet.fromJwks(key.get("jwks").asString()).merge(pem).merge(dkim);
            assertEquals(1, jwks.keys().size());
            keys = keys == null ? jwks : keys.merge(jwks);
        }
        if (vector.has("pins")) {
            keys = keys.pin(Set.copyOf(
                    vector.get("pins").valueStream().map(JsonNode::asString).toList()));
        }
        Verifier.Builder builder = Verifier.builder(keys);
        for (JsonNode allowed : vector.path("allow")) {
            builder = allowed.asString().equals("sha1") ? builder.allowInsecureSha1() : builder.allowInsecureShortKeys();
        }
        return builder.build();
    }

    @Test
    void requests() throws KeySetException {
        int right = 0;
        for (JsonNode vector : REQUESTS.get("cases")) {
            Map<String, List<String>> headers = new LinkedHashMap<>();
            for (JsonNode header : vector.get("headers")) {
                headers.computeIfAbsent(header.get(0).asString(), name -> new ArrayList<>())
                        .add(header.get(1).asString());
            }
            byte[] body = Base64.getDecoder().decode(vector.get("body").asString());
            Verifier verifier = verifier(vector);
            JsonNode answer = vector.get("answer");
            String name = vector.get("name").asString();
            try {
                Verified verified = verifier.verify(headers, body);
                assertEquals(answer.path("kid").asString(""), verified.kid(), name);
                assertEquals(new String(body, StandardCharsets.UTF_8), new String(verified.body(), StandardCharsets.UTF_8));
                right++;
            } catch (VerifyException e) {
                assertEquals(answer.path("reason").asString(""), e.reason().word(), name);
                assertEquals(answer.path("header").asString(""), e.header() == null ? "" : e.header(), name);
                assertEquals(answer.path("fault").asString(""), e.fault() == null ? "" : e.fault().word(), name);
                assertEquals(e.reason() == VerifyException.Reason.KEY_TOO_SHORT ? 503 : 401, e.status(), name);
                headers.values().forEach(values -> values.forEach(value -> assertFalse(
                        value.length() > 8 && e.getMessage().contains(value), "a message holds no value of a header")));
            }
        }
        assertTrue(right > 20, "some of them are right");
    }

    @Test
    void headersByName() throws Exception {
        JsonNode vector = REQUESTS.get("cases").get(0);
        byte[] body = Base64.getDecoder().decode(vector.get("body").asString());
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        vector.get("headers").forEach(header -> headers.put(
                header.get(0).asString(), List.of(header.get(1).asString())));
        Verified verified = verifier(vector).verify(headers::get, body);
        assertEquals(vector.get("answer").get("kid").asString(), verified.kid());
        assertFalse(verified.toString().contains("event"));
    }

    @Test
    void onlyAVerifierMakesWhatIsVerified() {
        assertEquals(0, Verified.class.getConstructors().length);
    }

    @Test
    void whatIsVerifiedDoesNotChange() throws Exception {
        JsonNode vector = REQUESTS.get("cases").get(0);
        byte[] body = Base64.getDecoder().decode(vector.get("body").asString());
        Map<String, List<String>> headers = new LinkedHashMap<>();
        vector.get("headers").forEach(header -> headers.put(
                header.get(0).asString(), List.of(header.get(1).asString())));
        Verified verified = verifier(vector).verify(headers, body);
        byte first = body[0];
        body[0] = 'x';
        verified.body()[0] = 'x';
        assertEquals(first, verified.body()[0]);
    }
}
