package io.github.postalwebhooks;

import io.github.postalwebhooks.VerifyException.Fault;
import io.github.postalwebhooks.VerifyException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signature of webhook requests against the keys of a Postal installation. It does no I/O, and can be shared
 * between threads.
 *
 * <p>The key is one for a whole installation. A right signature proves that this installation sent these bytes, not that
 * your mail server sent them, and not just now: retries are the same bytes. Keep the URL secret, use one for each mail
 * server, and drop duplicates by {@code uuid}.
 */
public final class Verifier {
    /** Header with the SHA-256 signature, since Postal 3.2.0. */
    public static final String SIGNATURE_256 = "X-Postal-Signature-256";

    /** Header with the id of the key, since Postal 3.2.0. */
    public static final String SIGNATURE_KID = "X-Postal-Signature-KID";

    /** Header with the SHA-1 signature. */
    public static final String SIGNATURE = "X-Postal-Signature";

    private final KeySet keys;
    private final boolean allowsSha1;
    private final boolean allowsShortKeys;

    private Verifier(Builder builder) {
        this.keys = builder.keys;
        this.allowsSha1 = builder.allowsSha1;
        this.allowsShortKeys = builder.allowsShortKeys;
    }

    /**
     * Makes a verifier with these keys: SHA-256 only, and keys from 2048 bits on only.
     *
     * @param keys the keys
     * @return the verifier
     */
    public static Verifier of(KeySet keys) {
        return builder(keys).build();
    }

    /**
     * Begins a verifier with these keys.
     *
     * @param keys the keys
     * @return the builder
     */
    public static Builder builder(KeySet keys) {
        return new Builder(keys);
    }

    /** What a verifier accepts beyond SHA-256 and keys from 2048 bits on. */
    public static final class Builder {
        private final KeySet keys;
        private boolean allowsSha1;
        private boolean allowsShortKeys;

        private Builder(KeySet keys) {
            this.keys = keys;
        }

        /**
         * <strong>Insecure.</strong> Also accepts SHA-1 signatures from requests that have no SHA-256 one.
         *
         * <p>For Postal before 3.2.0, which sends nothing else. Collisions of SHA-1 are within reach of an attacker, and
         * mails that pass through Postal put text of strangers' choice into what it signs.
         *
         * @return this builder
         */
        public Builder allowInsecureSha1() {
            allowsSha1 = true;
            return this;
        }

        /**
         * <strong>Insecure.</strong> Also uses keys from 1024 to 2047 bits.
         *
         * <p>Postal's installer made 1024-bit keys for years. Whoever can spend enough can find the private key. Better
         * give Postal a new key.
         *
         * @return this builder
         */
        public Builder allowInsecureShortKeys() {
            allowsShortKeys = true;
            return this;
        }

        /**
         * Makes the verifier.
         *
         * @return the verifier
         */
        public Verifier build() {
            return new Verifier(this);
        }
    }

    /**
     * Checks that the signature in the headers is right for the body.
     *
     * @param headers the headers of the request, with their names in any case
     * @param body the bytes as they were received: a body that was parsed and written again no longer verifies
     * @return the body, now known to be Postal's
     * @throws VerifyException if the signature is missing, malformed or wrong, or there is no key to tell
     */
    public Verified verify(Map<String, List<String>> headers, byte[] body) throws VerifyException {
        return verify(name -> valuesOf(headers, name), body);
    }

    /**
     * The same where headers are looked up by name: {@code name -> Collections.list(request.getHeaders(name))} of a
     * servlet.
     *
     * @param headers gives all values of the header with a name
     * @param body the bytes as they were received
     * @return the body, now known to be Postal's
     * @throws VerifyException if the signature is missing, malformed or wrong, or there is no key to tell
     */
    public Verified verify(Function<String, ? extends @Nullable List<String>> headers, byte[] body)
            throws VerifyException {
        Claim claim = Claim.read(headers, allowsSha1);
        if (claim.kid() != null) {
            PostalKey key = keys.get(claim.kid()).orElseThrow(() -> new VerifyException(Reason.UNKNOWN_KID));
            check(claim, key, body);
            return new Verified(body, key.kid());
        }
        // The length tells most keys apart, and then the error is that of the key which may have signed.
        VerifyException error = new VerifyException(claim.header(), Fault.LENGTH);
        for (PostalKey key : keys.keys()) {
            if (key.signatureLength() != claim.signature().length) {
                continue;
            }
            try {
                check(claim, key, body);
                return new Verified(body, key.kid());
            } catch (VerifyException e) {
                error = e;
            }
        }
        throw error;
    }

    private void check(Claim claim, PostalKey key, byte[] body) throws VerifyException {
        if (key.bits() < 2048 && !allowsShortKeys) {
            throw new VerifyException(Reason.KEY_TOO_SHORT);
        }
        if (key.signatureLength() != claim.signature().length) {
            throw new VerifyException(claim.header(), Fault.LENGTH);
        }
        if (!key.verifies(claim.algorithm(), body, claim.signature())) {
            throw new VerifyException(Reason.SIGNATURE_WRONG);
        }
    }

    private static List<String> valuesOf(Map<String, List<String>> headers, String name) {
        List<String> values = new ArrayList<>();
        headers.forEach((key, list) -> {
            if (name.equalsIgnoreCase(key)) {
                values.addAll(list);
            }
        });
        return values;
    }
}
