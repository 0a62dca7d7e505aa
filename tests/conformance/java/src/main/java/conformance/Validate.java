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
                    found.addArray().add(error.getInstanceLocation().toString()).add(error.getKeyword());
                }
                out.println(answer);
            }
        }
        out.flush();
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
