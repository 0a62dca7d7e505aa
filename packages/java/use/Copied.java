import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads and writes every example with the one file of types that users of the command line copy. Usage: Copied FOLDER */
final class Copied {
    public static void main(String[] args) throws Exception {
        var mapper = new JsonMapper();
        int count = 0;
        try (var paths = Files.walk(Path.of(args[0]))) {
            for (Path path : paths.filter(path -> path.toString().endsWith(".json")).toList()) {
                JsonNode body = mapper.readTree(path.toFile());
                var webhook = mapper.treeToValue(body, PostalWebhooks.Webhook.class);
                Object payload = mapper.convertValue(webhook.payload(), webhook.payloadType());
                JsonNode written = mapper.readTree(mapper.writeValueAsString(payload));
                if (payload instanceof Map || !written.equals(body.get("payload"))) {
                    throw new AssertionError(path + ": " + written);
                }
                count++;
            }
        }
        if (count == 0) {
            throw new AssertionError("no examples in " + args[0]);
        }
        System.out.println(count + " examples");
    }

    private Copied() {}
}
