package io.github.postalwebhooks;

import static io.github.postalwebhooks.Verifier.SIGNATURE;
import static io.github.postalwebhooks.Verifier.SIGNATURE_256;
import static io.github.postalwebhooks.Verifier.SIGNATURE_KID;

import io.github.postalwebhooks.VerifyException.Fault;
import io.github.postalwebhooks.VerifyException.Reason;
import io.github.postalwebhooks.internal.StrictBase64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a request claim. It is well-formed, and not checked yet.
 *
 * @param header the header with the signature
 * @param algorithm how it was made, as Java calls it
 * @param signature the signature
 * @param kid the key that the request names
 */
record Claim(String header, String algorithm, byte[] signature, @Nullable String kid) {
    private static final Pattern KID = Pattern.compile("[0-9a-f]{64}");

    /** The bytes of a signature of the shortest key. */
    private static final int MIN_LENGTH = 1024 / 8;

    /** The digits of a signature of the longest key, in base64. */
    private static final int MAX_DIGITS = (8192 / 8 + 2) / 3 * 4;

    static Claim read(Function<String, ? extends @Nullable List<String>> headers, boolean allowsSha1)
            throws VerifyException {
        List<String> sha256 = values(headers, SIGNATURE_256);
        List<String> sha1 = values(headers, SIGNATURE);
        // A SHA-1 signature never stands in for a SHA-256 one that is there: that would be a downgrade by choice of the
        // sender.
        boolean isSha1 = sha256.isEmpty();
        if (isSha1 && sha1.isEmpty()) {
            throw new VerifyException(Reason.HEADER_MISSING);
        }
        if (isSha1 && !allowsSha1) {
            throw new VerifyException(Reason.SHA1_ONLY);
        }
        String header = isSha1 ? SIGNATURE : SIGNATURE_256;
        byte[] signature = signature(header, once(header, isSha1 ? sha1 : sha256));
        return new Claim(header, isSha1 ? "SHA1withRSA" : "SHA256withRSA", signature, kid(headers));
    }

    private static byte[] signature(String header, String value) throws VerifyException {
        // No key has a signature of another length, whatever its id.
        if (value.length() > MAX_DIGITS) {
            throw new VerifyException(header, Fault.LENGTH);
        }
        byte[] signature = StrictBase64.standard(value);
        if (signature == null) {
            throw new VerifyException(header, Fault.NOT_BASE64);
        }
        if (signature.length < MIN_LENGTH) {
            throw new VerifyException(header, Fault.LENGTH);
        }
        return signature;
    }

    private static @Nullable String kid(Function<String, ? extends @Nullable List<String>> headers)
            throws VerifyException {
        List<String> values = values(headers, SIGNATURE_KID);
        if (values.isEmpty()) {
            return null;
        }
        String kid = once(SIGNATURE_KID, values);
        if (!KID.matcher(kid).matches()) {
            throw new VerifyException(SIGNATURE_KID, Fault.NOT_KID);
        }
        return kid;
    }

    private static List<String> values(Function<String, ? extends @Nullable List<String>> headers, String name) {
        List<String> values = headers.apply(name);
        return values == null ? List.of() : values;
    }

    private static String once(String header, List<String> values) throws VerifyException {
        if (values.size() > 1) {
            throw new VerifyException(header, Fault.REPEATED);
        }
        return values.get(0);
    }
}
