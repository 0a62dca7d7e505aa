package io.github.postalwebhooks;

import io.github.postalwebhooks.internal.JsonObject;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values of JSON as nodes of Jackson 3, which networknt validates. */
final class Nodes {
    /** How deep a schema may look; what is nested deeper is unknown to it. */
    private static final int DEPTH = 64;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final double TWO_TO_63 = 0x1p63;

    private Nodes() {}

    static JsonNode of(@Nullable Object value) {
        return of(value, 0);
    }

    private static JsonNode of(@Nullable Object value, int depth) {
        if (value instanceof String text) {
            return NODES.stringNode(text);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value == null || depth == DEPTH) {
            return NODES.nullNode();
        }
        if (value instanceof JsonObject object) {
            ObjectNode node = NODES.objectNode();
            for (int at = 0; at < object.size(); at++) {
                node.set(object.key(at), of(object.value(at), depth + 1));
            }
            return node;
        }
        ArrayNode node = NODES.arrayNode();
        ((List<?>) value).forEach(item -> node.add(of(item, depth + 1)));
        return node;
    }

    private static JsonNode number(Number number) {
        if (number instanceof Long integer) {
            return NODES.numberNode(integer);
        }
        double value = number.doubleValue();
        if (Double.isInfinite(value)) {
            // No keyword can say that it is too large; the caller does.
            return NODES.numberNode(0L);
        }
        if (Math.rint(value) != value) {
            return NODES.numberNode(value);
        }
        // networknt throws where it compares a longer integer with a maximum.
        boolean isTooLarge = value >= TWO_TO_63;
        return isTooLarge ? NODES.numberNode(BigInteger.TWO.pow(63)) : NODES.numberNode((long) value);
    }
}
