package app;

import io.github.postalwebhooks.Classification;
import io.github.postalwebhooks.Examples;
import io.github.postalwebhooks.Webhooks;
import java.nio.charset.StandardCharsets;

/** Parses a body and classifies a reply from inside a module, with the jar of the package alone. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        String text = Examples.get("MessageSent", "typical").text();
        System.out.print(Webhooks.parse(text.getBytes(StandardCharsets.UTF_8)).event() + " ");
        System.out.print(Classification.of("552 5.2.2 Over quota", null).kind());
    }
}
