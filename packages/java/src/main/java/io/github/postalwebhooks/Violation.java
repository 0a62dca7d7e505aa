package io.github.postalwebhooks;

/**
 * One thing that is wrong with a body. It quotes the schema and names keys, but it holds no value of the body.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901); empty for the body itself
 * @param keyword the keyword of JSON Schema that refuses it: {@code type}, {@code required}; empty for what no keyword can
 *     say: a key that stands twice, and a number that is too large for any type
 * @param message what is wrong, in words
 */
public record Violation(String pointer, String keyword, String message) {
    /** The pointer, if there is one, and the message. */
    @Override
    public String toString() {
        return pointer.isEmpty() ? message : pointer + ": " + message;
    }
}
