package conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads every example with the types that quicktype generates, and writes it again; ../README.md tells more. */
public class Types {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        JsonNode list = MAPPER.readTree(Files.readString(Path.of(arguments[0])));
        String version = Files.readString(Path.of(arguments[1]));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (JsonNode event : list.get("types").get("events")) {
            String type = event.get("type").asText();
            for (JsonNode body : event.get("bodies")) {
                String text = list.get("bodies").get(body.asText()).asText();
                for (String schema : new String[] {"by event", "union"}) {
                    boolean union = schema.equals("union");
                    ObjectNode answer = MAPPER.createObjectNode();
                    answer.put("validator", "quicktype to Java").put("version", version);
                    answer.put("schema", schema).put("body", body.asText());
                    ArrayNode errors = answer.putArray("errors");
                    read(union ? "union" : "events", type, text, errors);
                    answer.put("valid", errors.isEmpty());
                    out.println(answer);
                }
            }
        }
        out.flush();
    }

    /** Reads and writes through the generated `Converter`, and tells where the two texts differ. */
    private static void read(String name, String type, String text, ArrayNode errors) throws Exception {
        boolean union = name.equals("union");
        Class<?> converter = Class.forName("generated." + name + ".Converter");
        // With one type alone, the names of the methods leave it out.
        Method reader = method(converter, union ? "fromJsonString" : type + "FromJsonString");
        try {
            Object value = reader.invoke(null, text);
            Method writer = method(converter, union ? "toJsonString" : type + "ToJsonString");
            String written = (String) writer.invoke(null, value);
            // The union has the keys of all events: those of the others are null.
            differences(MAPPER.readTree(text), MAPPER.readTree(written), union, "", errors);
        } catch (InvocationTargetException error) {
            errors.addArray().add("").add("read");
        }
    }

    private static Method method(Class<?> type, String name) throws NoSuchMethodException {
        for (Method method : type.getMethods()) {
            // quicktype respells acronyms.
            if (method.getName().equalsIgnoreCase(name)) {
                return method;
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static void differences(JsonNode before, JsonNode after, boolean nulls, String pointer, ArrayNode errors) {
        if (!before.isObject() || !after.isObject()) {
            boolean same = before.isNumber() ? before.asDouble() == after.asDouble() && after.isNumber() : before.equals(after);
            if (!same) {
                errors.addArray().add(pointer).add("differs");
            }
            return;
        }
        for (var field : before.properties()) {
            String at = pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            if (after.has(field.getKey())) {
                differences(field.getValue(), after.get(field.getKey()), nulls, at, errors);
            } else {
                errors.addArray().add(at).add("lost");
            }
        }
        for (var field : after.properties()) {
            if (!before.has(field.getKey()) && !(nulls && field.getValue().isNull())) {
                errors.addArray().add(pointer).add("added");
            }
        }
    }
}
