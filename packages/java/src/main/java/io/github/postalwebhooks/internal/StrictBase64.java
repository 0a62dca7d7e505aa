package io.github.postalwebhooks.internal;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64 in its one spelling: Java's decoder also takes missing padding and stray bits. */
public final class StrictBase64 {
    private StrictBase64() {}

    /** Reads padded standard base64 (RFC 4648, 4); null if it is something else. */
    public static byte @Nullable [] standard(String text) {
        return decode(text, Base64.getDecoder(), Base64.getEncoder());
    }

    /** Reads unpadded base64url (RFC 4648, 5); null if it is something else. */
    public static byte @Nullable [] url(String text) {
        return decode(text, Base64.getUrlDecoder(), Base64.getUrlEncoder().withoutPadding());
    }

    private static byte @Nullable [] decode(String text, Base64.Decoder decoder, Base64.Encoder encoder) {
        byte[] bytes;
        try {
            bytes = decoder.decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
        String again = encoder.encodeToString(bytes);
        return again.equals(text) ? bytes : null;
    }
}
