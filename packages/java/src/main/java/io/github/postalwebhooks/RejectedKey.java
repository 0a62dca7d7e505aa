package io.github.postalwebhooks;

/**
 * A key that is refused.
 *
 * @param index its place in the document, from 0
 * @param reason why it is refused
 */
public record RejectedKey(int index, KeyReason reason) {
    /** The place and the reason. */
    @Override
    public String toString() {
        return "key " + index + ": " + reason;
    }
}
