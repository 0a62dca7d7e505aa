package io.github.postalwebhooks;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.postalwebhooks.internal.Resources;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A published schema, taken apart by event: the whole one asks for each event in turn whether the body is of it.
 *
 * <p>Each part says of a body of its event what the whole schema says, which a test shows.
 */
final class Schemas {
    private final Map<String, Schema> byEvent = new HashMap<>();
    private final Schema ofOthers;

    Schemas(String name) {
        ObjectNode whole = (ObjectNode) new JsonMapper().readTree(Resources.text("schemas/2020-12/" + name));
        whole.remove("$id");
        JsonNode branches = whole.remove("allOf");
        ofOthers = compile(whole);
        for (JsonNode branch : branches) {
            ObjectNode part = whole.deepCopy();
            part.putArray("allOf").add(branch.get("then"));
            String event = branch.at("/if/properties/event/const").asString();
            byEvent.put(event, compile(part));
        }
    }

    /** The schema of the published file as it is. */
    static Schema whole(String name) {
        return compile(new JsonMapper().readTree(Resources.text("schemas/2020-12/" + name)));
    }

    private static Schema compile(JsonNode schema) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    }

    Schema of(@Nullable Object event) {
        return byEvent.getOrDefault(event, ofOthers);
    }
}
