package conformance;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs the bodies of a list through networknt json-schema-validator; ../README.md describes the form. */
public class Validate {
    public static void main(String[] arguments) throws Exception {
        JsonMapper mapper = JsonMapper.shared();
        JsonNode list = mapper.readTree(Files.readString(Path.of(arguments[0])));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        String version = Lock.version("json-schema-validator");
        for (JsonNode entry : list.get("schemas")) {
            JsonNode text = mapper.readTree(Files.readString(Path.of(entry.get("path").asString())));
            Schema schema = registry(entry.get("draft").asString()).getSchema(text);
            for (JsonNode body : entry.get("bodies")) {
                JsonNode value = mapper.readTree(list.get("bodies").get(body.asString()).asString());
                var errors = schema.validate(value);
                ObjectNode answer = mapper.createObjectNode();
                answer.put("validator", "networknt").put("version", version);
                answer.put("schema", entry.get("id").asString()).put("body", body.asString());
                answer.put("valid", errors.isEmpty());
                var found = answer.putArray("errors");
                for (var error : errors) {
                    String path = error.getEvaluationPath().toString();
                    String place = error.getInstanceLocation().toString();
                    int anyOf = path.indexOf("/anyOf/");
                    if (anyOf < 0) {
                        found.addArray().add(place).add(error.getKeyword());
                    } else {
                        found.addArray().add(above(place, path.substring(anyOf))).add("anyOf");
                    }
                }
                out.println(answer);
            }
        }
        out.flush();
    }

    /**
     * The place of the value that an anyOf is about: networknt reports what fails in its branches, but not the anyOf.
     * Each `properties` and `items` on the way into a branch is a step into the value.
     */
    private static String above(String place, String way) {
        String[] steps = way.split("/");
        for (int i = 0; i < steps.length; i++) {
            if (steps[i].equals("properties") || steps[i].equals("items")) {
                place = place.substring(0, place.lastIndexOf('/'));
                i++;
            }
        }
        return place;
    }

    private static SchemaRegistry registry(String draft) {
        return SchemaRegistry.withDefaultDialect(
                switch (draft) {
                    case "2020-12" -> SpecificationVersion.DRAFT_2020_12;
                    case "draft-07" -> SpecificationVersion.DRAFT_7;
                    default -> throw new IllegalArgumentException("no draft " + draft);
                });
    }
}
