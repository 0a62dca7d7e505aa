package io.github.postalwebhooks;

import io.github.postalwebhooks.internal.Der;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;

/** One RSA public key of a {@link KeySet}, checked and made ready once. */
public final class PostalKey {
    private static final int MIN_BITS = 1024;
    private static final int MAX_BITS = 8192;

    private final String kid;
    private final int bits;
    private final PublicKey key;

    private PostalKey(String kid, int bits, PublicKey key) {
        this.kid = kid;
        this.bits = bits;
        this.key = key;
    }

    /** Why a key is refused, on the way from where it is read to where its place is known. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        final KeyReason reason;

        Refused(KeyReason reason) {
            super(reason.toString());
            this.reason = reason;
        }
    }

    /** Checks the numbers of a key, and makes it ready. */
    static PostalKey of(BigInteger modulus, BigInteger exponent) throws Refused {
        int bits = modulus.bitLength();
        if (bits < MIN_BITS) {
            throw new Refused(KeyReason.TOO_SHORT);
        }
        if (bits > MAX_BITS) {
            throw new Refused(KeyReason.TOO_LONG);
        }
        if (!modulus.testBit(0)) {
            throw new Refused(KeyReason.EVEN_MODULUS);
        }
        // With 1 every well-padded digest would be its own signature; a long one makes verifying slow and no safer.
        if (!exponent.testBit(0) || exponent.equals(BigInteger.ONE) || exponent.bitLength() > 33) {
            throw new Refused(KeyReason.EXPONENT);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Der.pkcs1(modulus, exponent));
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
            return new PostalKey(HexFormat.of().formatHex(digest), bits, key);
        } catch (GeneralSecurityException e) {
            throw new Refused(KeyReason.REFUSED);
        }
    }

    /** Reads a {@code SubjectPublicKeyInfo} or a PKCS#1 {@code RSAPublicKey}. */
    static PostalKey ofDer(byte[] der) throws Refused {
        Der.Key key = Der.read(der);
        return switch (key.kind()) {
            case RSA -> of(key.modulus(), key.exponent());
            case OTHER_ALGORITHM -> throw new Refused(KeyReason.NOT_RSA);
            case PRIVATE -> throw new Refused(KeyReason.PRIVATE);
            case NONE -> throw new Refused(KeyReason.NOT_DER);
        };
    }

    /**
     * The id of the key, as Postal 3.2.0 and later send it: SHA-256 of the key's PKCS#1 {@code RSAPublicKey} DER in 64
     * lower-case hexadecimal digits. It is computed from the key.
     *
     * @return the id
     */
    public String kid() {
        return kid;
    }

    /**
     * The length of the modulus, from 1024 to 8192 bits.
     *
     * @return the bits
     */
    public int bits() {
        return bits;
    }

    int signatureLength() {
        return (bits + 7) / 8;
    }

    boolean verifies(String algorithm, byte[] body, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(body);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            // Such as a signature that is no number below the modulus.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no " + algorithm, e);
        }
    }

    /** The id and the length. */
    @Override
    public String toString() {
        return kid + " with " + bits + " bits";
    }
}
