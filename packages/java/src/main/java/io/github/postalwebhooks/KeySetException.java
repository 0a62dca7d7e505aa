package io.github.postalwebhooks;

import java.util.List;

/** Why a document gives no {@link KeySet}. It holds nothing of the document. */
public final class KeySetException extends Exception {
    private static final long serialVersionUID = 1;

    /** The reason. */
    public enum Reason {
        /** The document is over 64 KiB, too long to be keys. */
        TOO_LARGE("too-large", "longer than 65536 bytes"),
        /** The document is an HTML page: a login page or an error page, for instance. */
        HTML("html", "an HTML page, not a JWKS"),
        /** The document is still compressed. */
        GZIP("gzip", "compressed with gzip, not a JWKS"),
        /** The document is not JSON. */
        NOT_JSON("not-json", "not JSON"),
        /** The document is JSON, but no object with an array {@code keys}. */
        NOT_JWKS("not-jwks", "not a JWKS: no array keys"),
        /** The document is sound and holds no key at all. */
        EMPTY("empty", "no key in it"),
        /** Every key of the document is refused. */
        NO_USABLE_KEY("no-usable-key", "no usable key"),
        /** The text has no whole PEM block, a damaged one, or a key outside of the blocks. */
        NOT_PEM("not-pem", "not PEM: each key stands between a whole BEGIN line and a whole END line"),
        /** The text is no DKIM key record, or more than one. */
        NOT_DKIM("not-dkim", "not one DKIM key record with one p="),
        /** A key of the PEM text or of the DKIM record is refused. */
        KEY("key", "refused"),
        /** None of the keys is a pinned one. */
        NOT_PINNED("not-pinned", "none of the keys is pinned");

        private final String word;
        private final String text;

        Reason(String word, String text) {
            this.word = word;
            this.text = text;
        }

        /**
         * The reason as a word for logs, the same in the packages for all languages: {@code not-jwks}.
         *
         * @return the word
         */
        public String word() {
            return word;
        }
    }

    /** The reason. */
    private final Reason reason;

    /** The keys that were refused. */
    private final transient List<RejectedKey> rejected;

    KeySetException(Reason reason, List<RejectedKey> rejected) {
        super(rejected.isEmpty() ? reason.text : reason.text + ": " + text(rejected));
        this.reason = reason;
        this.rejected = List.copyOf(rejected);
    }

    KeySetException(Reason reason) {
        this(reason, List.of());
    }

    private static String text(List<RejectedKey> rejected) {
        String first = rejected.get(0).toString();
        return rejected.size() == 1 ? first : first + ", and " + (rejected.size() - 1) + " more";
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
     * The keys that were refused: all of them for {@link Reason#NO_USABLE_KEY}, one for {@link Reason#KEY}.
     *
     * @return the keys; empty for other reasons
     */
    public List<RejectedKey> rejected() {
        return rejected == null ? List.of() : rejected;
    }
}
