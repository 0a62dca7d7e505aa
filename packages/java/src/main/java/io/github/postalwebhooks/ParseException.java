package io.github.postalwebhooks;

import io.github.postalwebhooks.internal.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Why a body is no webhook that this version reads.
 *
 * <p>It names the place, and never holds a value of the body: bodies hold private data, and messages end in logs.
 */
public final class ParseException extends Exception {
    private static final long serialVersionUID = 1;

    /** The reason. */
    public enum Reason {
        /** The body is not UTF-8. */
        NOT_UTF8("not-utf8"),
        /** The body is not JSON, or is nested more than 512 deep. */
        NOT_JSON("not-json"),
        /** The body is JSON, but no object. */
        NOT_AN_OBJECT("not-an-object"),
        /** The body is a payload without its envelope, as Postal's documentation shows them. */
        BARE_PAYLOAD("bare-payload"),
        /** The body is a mail that Postal passes on to an HTTP endpoint. */
        INBOUND_MAIL("inbound-mail"),
        /** A key is missing, stands twice, or has another value than it may have. */
        FIELD("field");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /**
         * The reason as a word for logs, the same in the packages for all languages: {@code not-utf8}.
         *
         * @return the word
         */
        public String word() {
            return word;
        }
    }

    /** What is wrong with a key. */
    public enum FaultKind {
        /** Postal always sends the key, and it is missing. */
        MISSING("missing"),
        /** The key stands twice in one object. */
        DUPLICATE("duplicate"),
        /** The value is not what it has to be. */
        EXPECTED("expected");

        private final String word;

        FaultKind(String word) {
            this.word = word;
        }

        /**
         * The fault as a word for logs: {@code missing}.
         *
         * @return the word
         */
        public String word() {
            return word;
        }
    }

    /** The reason. */
    private final Reason reason;

    /** The place. */
    private final @Nullable String pointer;

    /** What is wrong there. */
    private final @Nullable FaultKind fault;

    private ParseException(
            Reason reason, String message, @Nullable String pointer, @Nullable FaultKind fault) {
        super(message);
        this.reason = reason;
        this.pointer = pointer;
        this.fault = fault;
    }

    static ParseException of(Reason reason, String message) {
        return new ParseException(reason, message, null, null);
    }

    static ParseException of(Fault fault) {
        FaultKind kind = FaultKind.valueOf(fault.kind().name());
        return new ParseException(Reason.FIELD, fault.pointer() + ": " + fault.text(), fault.pointer(), kind);
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
     * The place of the key, as a JSON Pointer (RFC 6901): {@code /payload/message/id}.
     *
     * @return the pointer; null unless the reason is {@link Reason#FIELD}
     */
    public @Nullable String pointer() {
        return pointer;
    }

    /**
     * What is wrong with the key.
     *
     * @return the fault; null unless the reason is {@link Reason#FIELD}
     */
    public @Nullable FaultKind fault() {
        return fault;
    }
}
