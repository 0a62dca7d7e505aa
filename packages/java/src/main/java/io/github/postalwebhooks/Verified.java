package io.github.postalwebhooks;

import io.github.postalwebhooks.types.Webhook;

/**
 * The body of a request whose signature is right. Only a {@link Verifier} makes one, so a method that takes a {@code
 * Verified} cannot be handed bytes that nobody checked.
 */
public final class Verified {
    private final byte[] body;
    private final String kid;

    Verified(byte[] body, String kid) {
        this.body = body.clone();
        this.kid = kid;
    }

    /**
     * The raw bytes, exactly those that were signed.
     *
     * @return a copy of the bytes
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * The id of the key that signed them.
     *
     * @return the id
     */
    public String kid() {
        return kid;
    }

    /**
     * Parses the body, as {@link Webhooks#parse} does.
     *
     * @return the webhook
     * @throws ParseException if the body is not what Postal sends; its signature is right all the same, so better keep it
     *     than lose it
     */
    public Webhook parse() throws ParseException {
        return Webhooks.parse(body);
    }

    /** The key and the length of the body: bodies hold private data. */
    @Override
    public String toString() {
        return "Verified[kid=" + kid + ", body=" + body.length + " bytes]";
    }
}
