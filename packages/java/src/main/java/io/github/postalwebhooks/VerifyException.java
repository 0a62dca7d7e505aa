package io.github.postalwebhooks;

import org.jspecify.annotations.Nullable;

/** Why a request is not verified, and what to answer it. It holds no value of a header. */
public final class VerifyException extends Exception {
    private static final long serialVersionUID = 1;

    /** The reason. */
    public enum Reason {
        /** The request has no signature: it is not from Postal, or from one that has no signing key. */
        HEADER_MISSING("header-missing", "the request has no signature header"),
        /** A signature header does not say what such a header can say. */
        HEADER_MALFORMED("header-malformed", "the header is malformed"),
        /** The request has a SHA-1 signature alone, as Postal before 3.2.0 sends it. */
        SHA1_ONLY("sha1-only", "the request has a SHA-1 signature only"),
        /** The signature is not the key's for these bytes. */
        SIGNATURE_WRONG("signature-wrong", "the signature is wrong"),
        /** The request names a key that is not among the verifier's. */
        UNKNOWN_KID("unknown-kid", "the request names a key that is not there"),
        /** The key is under 2048 bits, and the verifier does not allow such keys. */
        KEY_TOO_SHORT("key-too-short", "the key has less than 2048 bits, which has to be allowed");

        private final String word;
        private final String text;

        Reason(String word, String text) {
            this.word = word;
            this.text = text;
        }

        /**
         * The reason as a word for logs, the same in the packages for all languages: {@code header-missing}.
         *
         * @return the word
         */
        public String word() {
            return word;
        }
    }

    /** What is wrong with a header. */
    public enum Fault {
        /** The header is there more than once. */
        REPEATED("repeated", "is there more than once"),
        /** The value is not one line of padded standard base64. */
        NOT_BASE64("not-base64", "is not padded standard base64"),
        /** The signature is shorter or longer than one of the key, or of any key. */
        LENGTH("length", "has another length than a signature of the key"),
        /** The value is not 64 lower-case hexadecimal digits. */
        NOT_KID("not-kid", "is not 64 lower-case hexadecimal digits");

        private final String word;
        private final String text;

        Fault(String word, String text) {
            this.word = word;
            this.text = text;
        }

        /**
         * The fault as a word for logs: {@code not-base64}.
         *
         * @return the word
         */
        public String word() {
            return word;
        }
    }

    /** The reason. */
    private final Reason reason;

    /** The name of the header. */
    private final @Nullable String header;

    /** What is wrong with it. */
    private final @Nullable Fault fault;

    VerifyException(Reason reason) {
        super(reason.text);
        this.reason = reason;
        this.header = null;
        this.fault = null;
    }

    VerifyException(String header, Fault fault) {
        super(header + " " + fault.text);
        this.reason = Reason.HEADER_MALFORMED;
        this.header = header;
        this.fault = fault;
    }

    /**
     * The reason.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * The header that is malformed.
     *
     * @return its name, as Postal writes it; null unless the reason is {@link Reason#HEADER_MALFORMED}
     */
    public @Nullable String header() {
        return header;
    }

    /**
     * What is wrong with the header.
     *
     * @return the fault; null unless the reason is {@link Reason#HEADER_MALFORMED}
     */
    public @Nullable Fault fault() {
        return fault;
    }

    /**
     * The HTTP status to answer with: 503 where the same request can be right later, because it is the receiver that must
     * change, else 401.
     *
     * @return the status
     */
    public int status() {
        return reason == Reason.KEY_TOO_SHORT ? 503 : 401;
    }
}
