package io.github.postalwebhooks;

import io.github.postalwebhooks.ParseException.Reason;
import io.github.postalwebhooks.internal.Fault;
import io.github.postalwebhooks.internal.Index;
import io.github.postalwebhooks.internal.Json;
import io.github.postalwebhooks.internal.JsonObject;
import io.github.postalwebhooks.internal.Reader;
import io.github.postalwebhooks.types.Webhook;
import org.jspecify.annotations.Nullable;

/** Parser of bodies. */
public final class Webhooks {
    /** The version of the schemas that the types are made from. */
    public static final String SCHEMA_VERSION = Index.VERSION;

    private Webhooks() {}

    /**
     * Parses the body of a request: it accepts what the tolerant schema accepts, but no key of Postal's that stands
     * twice in one object.
     *
     * <p>Events, keys and values of enumerations that this version does not know are kept, and are no error. This is
     * plain parsing: it says nothing about who sent the body. {@link Verifier} does.
     *
     * @param body the body as it was received
     * @return the webhook
     * @throws ParseException if the body is no webhook; the exception names the place, and no value
     */
    public static Webhook parse(byte[] body) throws ParseException {
        Object value = json(body);
        if (!(value instanceof JsonObject object)) {
            throw ParseException.of(
                    Reason.NOT_AN_OBJECT,
                    "the body is " + Fault.nameOf(value)
                            + "; a webhook is an object with the keys event, timestamp, payload and uuid");
        }
        Fault fault = fault(object);
        if (fault != null) {
            throw ParseException.of(fault);
        }
        if (!object.has("event")) {
            throw withoutEvent(object);
        }
        return Reader.webhook(object);
    }

    /** The value of a body that is JSON in UTF-8. */
    static @Nullable Object json(byte[] body) throws ParseException {
        String text = Json.decode(body);
        if (text == null) {
            throw ParseException.of(
                    Reason.NOT_UTF8, "the body is not UTF-8; pass the bytes as they were received");
        }
        try {
            return Json.parse(text);
        } catch (Json.SyntaxException e) {
            throw ParseException.of(Reason.NOT_JSON, "the body is " + e.getMessage());
        }
    }

    /** What is wrong at one place; null if nothing is, or if the object as a whole is something else. */
    static @Nullable Fault fault(JsonObject object) {
        if (object.has("event")) {
            return Reader.check(object);
        }
        boolean isOther = object.has("rcpt_to") || !Reader.eventsOfPayload(object).isEmpty();
        return isOther ? null : Reader.checkWithoutEvent(object);
    }

    private static ParseException withoutEvent(JsonObject object) {
        if (object.has("rcpt_to")) {
            return ParseException.of(
                    Reason.INBOUND_MAIL,
                    "the body is a mail for an HTTP endpoint (it has the key rcpt_to) and no webhook; "
                            + "give webhooks a URL of their own");
        }
        return ParseException.of(
                Reason.BARE_PAYLOAD,
                "the body is a bare payload (" + String.join(", ", Reader.eventsOfPayload(object))
                        + ") without its envelope; pass the whole body of the request");
    }
}
