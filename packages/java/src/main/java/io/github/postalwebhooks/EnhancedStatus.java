package io.github.postalwebhooks;

/**
 * An enhanced mail system status code (RFC 3463): {@code 5.1.1}.
 *
 * @param category 2 for success, 4 for a transient and 5 for a permanent failure
 * @param subject what the status is about, for example 1 for addresses and 7 for policy
 * @param detail the exact condition within the subject
 */
public record EnhancedStatus(int category, int subject, int detail) {
    /** The three numbers with dots between them. */
    @Override
    public String toString() {
        return category + "." + subject + "." + detail;
    }
}
