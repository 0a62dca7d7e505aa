import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.postalwebhooks.internal.Fault;
import io.github.postalwebhooks.internal.Json;
import io.github.postalwebhooks.internal.JsonObject;
import io.github.postalwebhooks.internal.Reader;
import io.github.postalwebhooks.types.Webhook;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** Parses the examples of a golden tree with its types, and writes and reads them by Jackson 2 and 3. */
public final class Golden {
    private Golden() {}

    public static void main(String[] examples) throws Exception {
        ObjectMapper two = new ObjectMapper();
        JsonMapper three = JsonMapper.shared();
        for (String example : examples) {
            String text = Files.readString(Path.of(example));
            JsonObject body = (JsonObject) Json.parse(text);
            Fault fault = Reader.check(body);
            if (fault != null || !Reader.isKnown((String) body.get("event"))) {
                throw new IllegalStateException(example + ": " + fault);
            }
            Webhook webhook = Reader.webhook(body);
            same(example, webhook, two.readValue(text, Webhook.class));
            same(example, webhook, three.readValue(text, Webhook.class));
            same(example, three.readTree(text), three.readTree(two.writeValueAsString(webhook)));
            same(example, three.readTree(text), three.readTree(three.writeValueAsString(webhook)));
        }
    }

    private static void same(String example, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException(example + ": " + found);
        }
    }
}
