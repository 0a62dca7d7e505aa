package io.github.postalwebhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class KeySetTest {
    private static final JsonNode KEYS = Schema.json("packages/vectors/requests.json").get("keys");

    private static List<JsonNode> keys() {
        return KEYS.valueStream().toList();
    }

    private static String pem(int at) {
        return keys().get(at).get("pem").asString();
    }

    /** Wherever two keys are damaged by one character, there are two keys or an error. */
    @Test
    void noDamageDropsAKeyInSilence() {
        String both = pem(0) + pem(1);
        int errors = 0;
        for (int at = 0; at < both.length(); at++) {
            for (String letter : List.of("", " ", "\n", "-", "—", "A", "\\", "\"", "--")) {
                String text = both.substring(0, at) + letter + both.substring(at + 1);
                for (String form : List.of(text, text.replace("\n", "\\n"))) {
                    try {
                        assertEquals(2, KeySet.fromPem(form).keys().size(), () -> at(form));
                    } catch (KeySetException e) {
                        errors++;
                    }
                }
            }
        }
        assertTrue(errors > 1000);
    }

    private static String at(String text) {
        return "a key is lost:\n" + text;
    }

    @Test
    void pemAsVariablesHaveIt() throws KeySetException {
        String pem = pem(0);
        String kid = keys().get(0).get("kid").asString();
        for (String text : List.of(
                pem.replace("\n", "\\n"), pem.replace("\n", "\\\\n"), pem.replace("\n", " "), pem.replace("\n", ""),
                "'" + pem.strip() + "'", "\"" + pem.replace("\n", "\\n") + "\"", pem.replace("\n", "\r\n"),
                "KEY=\"" + pem.replace("\n", "\\n") + "\"\nPORT=1", "\ufeff" + pem, pem.replace("/", "\\/"),
                Base64.getMimeEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)))) {
            assertEquals(kid, KeySet.fromPem(text).keys().get(0).kid(), text);
        }
    }

    @Test
    void damagedBoundaries() {
        String begin = "-----BEGIN PUBLIC KEY-----";
        for (String damaged : List.of(
                "----BEGIN PUBLIC KEY-----", "-BEGIN PUBLIC KEY-----", "BEGIN PUBLIC KEY-----", "------BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY----", "-----BEGIN PUBLIC KEY", "---- BEGIN PUBLIC KEY ----",
                "-----BEGIN  PUBLIC KEY-----", "-----BEGIN-----", "-----begin public key-----", "—BEGIN PUBLIC KEY—",
                "− BEGIN PUBLIC KEY −", "－－－－－BEGIN PUBLIC KEY－－－－－", "-----BEGIN PUBLIC—KEY-----")) {
            for (String text : List.of(
                    pem(0).replace(begin, damaged),
                    pem(1) + pem(0).replace(begin, damaged),
                    pem(0).replace("-----END PUBLIC KEY-----", damaged.replace("BEGIN", "END").replace("begin", "end"))
                            + pem(1))) {
                KeySetException e = assertThrows(KeySetException.class, () -> KeySet.fromPem(text), damaged);
                assertEquals(KeySetException.Reason.NOT_PEM, e.reason(), damaged);
            }
        }
    }

    /** Wherever the strings of a DKIM record are cut. */
    @Test
    void quotedStringsAreOneText() throws KeySetException {
        String record = keys().get(0).get("dkim").asString().strip();
        String kid = keys().get(0).get("kid").asString();
        for (int at = 0; at <= record.length(); at++) {
            String text = "postal._domainkey IN TXT ( \"" + record.substring(0, at) + "\"\n\t\"" + record.substring(at) + "\" )";
            assertEquals(kid, KeySet.fromDkimRecord(text).keys().get(0).kid(), text);
        }
    }

    @Test
    void pinAndMerge() throws KeySetException {
        KeySet first = KeySet.fromPem(pem(0));
        KeySet second = KeySet.fromPem(pem(1));
        KeySet both = first.merge(second).merge(first);
        assertEquals(2, both.keys().size());
        String kid = second.keys().get(0).kid();
        assertEquals(List.of(kid), both.pin(Set.of(kid)).keys().stream().map(PostalKey::kid).toList());
        KeySetException e = assertThrows(KeySetException.class, () -> first.pin(Set.of(kid)));
        assertEquals(KeySetException.Reason.NOT_PINNED, e.reason());
    }

    @Test
    void whatIsNoJwks() {
        byte[] latin = "\n<html>\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        byte[] gzip = {0x1f, (byte) 0x8b, 8, 0};
        for (var expected : Map.of(
                        "html", latin, "gzip", gzip, "not-json", new byte[] {'"', (byte) 0xff, '"'},
                        "not-jwks", bytes("null"), "empty", bytes("\ufeff{\"keys\":[]}"), "too-large", new byte[65_537])
                .entrySet()) {
            KeySetException e = assertThrows(KeySetException.class, () -> KeySet.fromJwks(expected.getValue()));
            assertEquals(expected.getKey(), e.reason().word());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void noErrorRepeatsTheKey() throws Exception {
        for (var file : Schema.files("packages/vectors/keys", ".pem")) {
            String secret = Schema.read(file);
            String line = secret.lines().skip(3).findFirst().orElseThrow();
            for (String text : List.of(secret, secret.replace("PRIVATE", "PUBLIC"), secret.replace(line, line + "!"))) {
                try {
                    KeySet.fromPem(text);
                    fail("a private key is refused");
                } catch (KeySetException e) {
                    assertFalse(e.toString().contains(line.substring(0, 8)));
                    assertEquals(1, e.rejected().size());
                }
            }
        }
    }
}
