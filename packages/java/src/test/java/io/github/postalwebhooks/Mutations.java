package io.github.postalwebhooks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bodies with one change at a random place, the same in every run. */
final class Mutations {
    private static final List<String> VALUES = List.of(
            "null", "true", "0", "-0", "-1", "12", "12.0", "1.2e1", "0.5", "9223372036854775807", "9223372036854775808",
            "18446744073709551616", "1e400", "-1e400", "1e-400", "\"\"", "\"17\"", "\"1791288005.125\"", "\"1e3\"",
            "\"820B47A4-4dfd-42e4-ae6a-1e5bed5a33fd\"", "\"820b47a44dfd42e4ae6a1e5bed5a33fd\"", "\"Sent\"", "\"x\\ud800\"",
            "{}", "[]", "[1]", "{\"a\":1}", "\"MessageSent\"", "\"NotOfPostal\"");

    private static final String MARK = "@raw:";
    private static final Pattern RAW = Pattern.compile("\"" + MARK + "(?:[^\"\\\\]|\\\\.)*\"");

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    byte[] of(byte[] body) {
        // A number that Jackson would round stands in as a string until the text is written.
        JsonNode tree = JsonMapper.shared().readTree(body);
        String marked = change(tree).toString();
        String text = RAW.matcher(marked).replaceAll(raw -> Matcher.quoteReplacement(
                JsonMapper.shared().readTree(raw.group()).asString().substring(MARK.length())));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode change(JsonNode tree) {
        List<JsonNode> places = new ArrayList<>();
        collect(tree, places);
        if (places.isEmpty()) {
            return raw();
        }
        JsonNode place = places.get(random.nextInt(places.size()));
        if (place instanceof ArrayNode array) {
            array.add(raw());
            return tree;
        }
        ObjectNode object = (ObjectNode) place;
        List<String> keys = new ArrayList<>(object.propertyNames());
        String key = keys.isEmpty() ? "extra" : keys.get(random.nextInt(keys.size()));
        switch (random.nextInt(6)) {
            case 0 -> object.remove(key);
            case 1 -> object.set("extra", raw());
            case 2 -> object.set(key.toUpperCase(Locale.ROOT), raw());
            default -> object.set(key, raw());
        }
        return tree;
    }

    private JsonNode raw() {
        String value = VALUES.get(random.nextInt(VALUES.size()));
        return JsonNodeFactory.instance.stringNode(MARK + value);
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainer()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }
}
