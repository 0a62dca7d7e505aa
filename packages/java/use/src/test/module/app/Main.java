package app;

import io.github.postalwebhooks.Classification;
import io.github.postalwebhooks.Examples;
import io.github.postalwebhooks.Webhooks;
import io.github.postalwebhooks.types.Webhook;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Parses a body, writes it by Jackson and classifies a reply, all from inside a module. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        String text = Examples.get("MessageSent", "typical").text();
        System.out.print(Webhooks.parse(text.getBytes(StandardCharsets.UTF_8)).event() + " ");
        Webhook webhook = JsonMapper.shared().readValue(text, Webhook.class);
        System.out.print(text.equals(JsonMapper.shared().writeValueAsString(webhook)) + " ");
        System.out.print(Classification.of("552 5.2.2 Over quota", null).kind());
    }
}
