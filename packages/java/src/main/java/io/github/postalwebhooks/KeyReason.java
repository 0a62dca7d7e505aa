package io.github.postalwebhooks;

/** Why one key is refused. */
public enum KeyReason {
    /** The key is for another algorithm; Postal signs with RSA only. */
    NOT_RSA("not-rsa", "not an RSA key"),
    /** The key is a private one: whoever holds it can forge every webhook. */
    PRIVATE("private", "a private key; give the public one, and treat this one as disclosed if it came over the network"),
    /** The JWK says that the key is for encryption ({@code use}), or not for verifying ({@code key_ops}). */
    NOT_FOR_SIGNATURES("not-for-signatures", "the key is not for signatures (use, key_ops)"),
    /** The JWK says that the key is for another algorithm than RS256 ({@code alg}). */
    OTHER_ALGORITHM("other-algorithm", "the key is for another algorithm than RS256 (alg)"),
    /** The PEM block is something else than a public key: a certificate, for instance. */
    OTHER_PEM("other-pem", "not a public key, but another kind of PEM block"),
    /** The entry of the JWKS is no object with a string {@code kty}. */
    NOT_JWK("not-jwk", "not a JSON Web Key (RFC 7517)"),
    /** A number of the JWK is missing or is no unpadded base64url. */
    NUMBER("number", "n or e is missing or not unpadded base64url"),
    /** The key is not padded standard base64. */
    NOT_BASE64("not-base64", "not padded standard base64"),
    /** The bytes are neither a {@code SubjectPublicKeyInfo} nor a PKCS#1 {@code RSAPublicKey}. */
    NOT_DER("not-der", "the bytes are not a public key in DER"),
    /** The DKIM record has an empty {@code p=}. */
    REVOKED("revoked", "the key is revoked: p= is empty"),
    /** The modulus is under 1024 bits. */
    TOO_SHORT("too-short", "the modulus has less than 1024 bits"),
    /** The modulus is over 8192 bits. */
    TOO_LONG("too-long", "the modulus has more than 8192 bits"),
    /** The modulus is even, so it is no product of two large primes. */
    EVEN_MODULUS("even-modulus", "the modulus is even"),
    /** The exponent is even, under 3, or over 33 bits. */
    EXPONENT("exponent", "the public exponent is not an odd number from 3 to 2^33 - 1"),
    /** The document claims another {@code kid} than the key has. */
    KID_MISMATCH("kid-mismatch", "the document claims another kid than the key has"),
    /** The security provider of Java refuses the key. */
    REFUSED("refused", "the security provider refuses the key");

    private final String word;
    private final String text;

    KeyReason(String word, String text) {
        this.word = word;
        this.text = text;
    }

    /**
     * The reason as a word for logs, the same in the packages for all languages: {@code not-rsa}.
     *
     * @return the word
     */
    public String word() {
        return word;
    }

    /** The reason as a sentence. */
    @Override
    public String toString() {
        return text;
    }
}
