package io.github.postalwebhooks.internal;

import io.github.postalwebhooks.types.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reader of a whole body: what it is, what is wrong with it, and the webhook that it holds. */
public final class Reader {
    private Reader() {}

    /** What is wrong with the body of a webhook, whose key {@code event} is there; null if nothing is. */
    public static @Nullable Fault check(JsonObject body) {
        Fault duplicate = Shape.ENVELOPE.duplicate(body);
        if (duplicate != null) {
            return duplicate;
        }
        Fault fault = checkPayload(body);
        return fault == null ? Shape.ENVELOPE.check(body) : fault;
    }

    private static @Nullable Fault checkPayload(JsonObject body) {
        if (!body.has("payload") || !(body.get("event") instanceof String event)) {
            return null;
        }
        Object payload = body.get("payload");
        Shape shape = Shapes.PAYLOADS.get(event);
        Fault fault = shape != null
                ? shape.check(payload)
                : payload instanceof JsonObject ? null : Fault.expected("an object", payload);
        return fault == null ? null : fault.in("payload");
    }

    /** What is wrong with a body without the key {@code event}, which is no bare payload. */
    public static Fault checkWithoutEvent(JsonObject body) {
        Fault fault = Shape.ENVELOPE.check(body);
        return fault == null ? Fault.missing("event") : fault;
    }

    /** The events whose payload the object could be. */
    public static List<String> eventsOfPayload(JsonObject object) {
        List<String> events = new ArrayList<>();
        for (Map.Entry<String, Shape> entry : Shapes.PAYLOADS.entrySet()) {
            if (entry.getValue().check(object) == null) {
                events.add(entry.getKey());
            }
        }
        events.sort(null);
        return events;
    }

    /** Whether the event is one that this version knows. */
    public static boolean isKnown(String event) {
        return Shapes.PAYLOADS.containsKey(event);
    }

    /** The webhook of a body in which nothing is wrong. */
    public static Webhook webhook(JsonObject body) {
        return Readers.webhook(body);
    }
}
