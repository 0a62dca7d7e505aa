package io.github.postalwebhooks;

import io.github.postalwebhooks.KeySetException.Reason;
import io.github.postalwebhooks.PostalKey.Refused;
import io.github.postalwebhooks.internal.Json;
import io.github.postalwebhooks.internal.JsonObject;
import io.github.postalwebhooks.internal.StrictBase64;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reader of a JSON Web Key Set (RFC 7517), as Postal 3.2.0 and later serve it. */
final class Jwks {
    /** The members of a JWK that only a private or a secret key has (RFC 7518, 6.3.2 and 6.4.1). */
    private static final List<String> PRIVATE_MEMBERS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private Jwks() {}

    static KeySet read(byte[] document) throws KeySetException {
        if (!(parse(document) instanceof JsonObject jwks) || !(jwks.get("keys") instanceof List<?> entries)) {
            throw new KeySetException(Reason.NOT_JWKS);
        }
        if (entries.isEmpty()) {
            throw new KeySetException(Reason.EMPTY);
        }
        List<PostalKey> keys = new ArrayList<>();
        List<RejectedKey> rejected = new ArrayList<>();
        for (int index = 0; index < entries.size(); index++) {
            try {
                keys.add(readEntry(entries.get(index)));
            } catch (Refused e) {
                rejected.add(new RejectedKey(index, e.reason));
            }
        }
        if (keys.isEmpty()) {
            throw new KeySetException(Reason.NO_USABLE_KEY, rejected);
        }
        return new KeySet(keys, rejected);
    }

    private static @Nullable Object parse(byte[] document) throws KeySetException {
        String text = Json.decode(document);
        if (text == null) {
            throw notJson(document);
        }
        try {
            return Json.parse(text);
        } catch (Json.SyntaxException e) {
            throw notJson(document);
        }
    }

    /** Says what the document is instead, where that is plain: operators meet login pages more often than broken JSON. */
    private static KeySetException notJson(byte[] document) {
        if (document.length > 1 && document[0] == 0x1f && document[1] == (byte) 0x8b) {
            return new KeySetException(Reason.GZIP);
        }
        // In whatever encoding the page is.
        String start = new String(document, StandardCharsets.ISO_8859_1).stripLeading();
        return new KeySetException(start.startsWith("<") ? Reason.HTML : Reason.NOT_JSON);
    }

    private static PostalKey readEntry(@Nullable Object entry) throws Refused {
        if (!(entry instanceof JsonObject jwk) || !(jwk.get("kty") instanceof String type)) {
            throw new Refused(KeyReason.NOT_JWK);
        }
        if (PRIVATE_MEMBERS.stream().anyMatch(jwk::has)) {
            throw new Refused(KeyReason.PRIVATE);
        }
        if (!type.equals("RSA")) {
            throw new Refused(KeyReason.NOT_RSA);
        }
        if (jwk.has("use") && !"sig".equals(jwk.get("use")) || !mayVerify(jwk)) {
            throw new Refused(KeyReason.NOT_FOR_SIGNATURES);
        }
        if (jwk.has("alg") && !"RS256".equals(jwk.get("alg"))) {
            throw new Refused(KeyReason.OTHER_ALGORITHM);
        }
        PostalKey key = PostalKey.of(number(jwk, "n"), number(jwk, "e"));
        if (jwk.has("kid") && !key.kid().equals(jwk.get("kid"))) {
            throw new Refused(KeyReason.KID_MISMATCH);
        }
        return key;
    }

    private static boolean mayVerify(JsonObject jwk) {
        return !jwk.has("key_ops")
                || jwk.get("key_ops") instanceof List<?> operations && operations.contains("verify");
    }

    private static BigInteger number(JsonObject jwk, String member) throws Refused {
        byte[] bytes = jwk.get(member) instanceof String text ? StrictBase64.url(text) : null;
        if (bytes == null) {
            throw new Refused(KeyReason.NUMBER);
        }
        return new BigInteger(1, bytes);
    }
}
