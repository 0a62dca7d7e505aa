// Handler of all events: the code beside each event on the site.

// snippet: MessageDeliveryFailed
import io.github.postalwebhooks.Classification;
// end
// snippet: main
import io.github.postalwebhooks.ParseException;
import io.github.postalwebhooks.Webhooks;
// end
import io.github.postalwebhooks.types.Webhook;
// snippet: main
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
// end
// snippet: DomainDNSError
import java.util.Objects;
import java.util.stream.Stream;
// end
// snippet: MessageSent, MessageDelayed, MessageDeliveryFailed, MessageHeld, MessageBounced, MessageLinkClicked, MessageLoaded
import static java.util.Objects.requireNonNullElse;
// end

public final class Handler {
    private Handler() {}

    /** Tells in one line what happened. */
    static void handle(Webhook webhook) {
        // snippet: MessageSent
        if (webhook instanceof Webhook.MessageSent sent) {
            var message = sent.payload().message();
            var to = requireNonNullElse(message.to(), "somebody");
            var tag = requireNonNullElse(message.tag(), "no tag");
            System.out.printf("message %d to %s is delivered (%s)%n", message.id(), to, tag);
            return;
        }
        // end
        // snippet: MessageDelayed
        if (webhook instanceof Webhook.MessageDelayed delayed) {
            var message = delayed.payload().message();
            var to = requireNonNullElse(message.to(), "somebody");
            // It may have several lines, or none: then Postal got no answer.
            var reply = delayed.payload().output().lines().findFirst().orElse("no answer");
            System.out.printf("message %d to %s is delayed: %s%n", message.id(), to, reply);
            return;
        }
        // end
        // snippet: MessageDeliveryFailed
        if (webhook instanceof Webhook.MessageDeliveryFailed failed) {
            var message = failed.payload().message();
            var to = requireNonNullElse(message.to(), "somebody");
            // Take the address off a list for the kind RECIPIENT alone.
            var why = Classification.of(failed.payload().output(), failed.payload().details());
            System.out.printf("message %d to %s failed: %s, %s%n", message.id(), to, why.kind().value(), why.rule());
            return;
        }
        // end
        // snippet: MessageHeld
        if (webhook instanceof Webhook.MessageHeld held) {
            var message = held.payload().message();
            var to = requireNonNullElse(message.to(), "somebody");
            var why = requireNonNullElse(held.payload().details(), "no reason given");
            System.out.printf("message %d to %s is held: %s%n", message.id(), to, why);
            return;
        }
        // end
        // snippet: MessageBounced
        if (webhook instanceof Webhook.MessageBounced bounced) {
            var message = bounced.payload().originalMessage();
            var to = requireNonNullElse(message.to(), "somebody");
            var from = requireNonNullElse(bounced.payload().bounce().from(), "nobody");
            System.out.printf("message %d to %s came back from %s%n", message.id(), to, from);
            return;
        }
        // end
        // snippet: MessageLinkClicked
        if (webhook instanceof Webhook.MessageLinkClicked clicked) {
            var click = clicked.payload();
            var by = requireNonNullElse(click.userAgent(), "unknown program");
            System.out.printf("message %d: %s is requested (%s)%n", click.message().id(), click.url(), by);
            return;
        }
        // end
        // snippet: MessageLoaded
        if (webhook instanceof Webhook.MessageLoaded loaded) {
            var load = loaded.payload();
            var by = requireNonNullElse(load.userAgent(), "unknown program");
            System.out.printf("message %d is loaded at %s (%s)%n", load.message().id(), load.ipAddress(), by);
            return;
        }
        // end
        // snippet: SendLimitApproaching
        if (webhook instanceof Webhook.SendLimitApproaching approaching) {
            var send = approaching.payload();
            var limit = send.limit() == null ? "no limit" : send.limit().toString();
            System.out.printf("%s nears its limit: %d of %s%n", send.server().name(), send.volume(), limit);
            return;
        }
        // end
        // snippet: SendLimitExceeded
        if (webhook instanceof Webhook.SendLimitExceeded exceeded) {
            var send = exceeded.payload();
            var limit = send.limit() == null ? "no limit" : send.limit().toString();
            System.out.printf("%s is at its limit: %d of %s%n", send.server().name(), send.volume(), limit);
            return;
        }
        // end
        // snippet: DomainDNSError
        if (webhook instanceof Webhook.DomainDNSError checked) {
            var dns = checked.payload();
            var spf = dns.spfStatus().value();
            var dkim = dns.dkimStatus().value();
            System.out.printf("%s of %s: SPF %s, DKIM %s%n", dns.domain(), dns.server().name(), spf, dkim);
            Stream.of(dns.spfError(), dns.dkimError())
                    .filter(Objects::nonNull)
                    .forEach(error -> System.out.printf("  %s%n", error));
            return;
        }
        // end
        // Answer 200 to what you do not handle: Postal would send it again.
        System.out.printf("%s is not handled%n", webhook.event());
    }
    // snippet: main

    /** Handles the bodies in a file, one a line. Bodies from outside need a Verifier first. */
    public static void main(String[] arguments) throws IOException, ParseException {
        for (String body : Files.readAllLines(Path.of(arguments[0]))) {
            handle(Webhooks.parse(body.getBytes(StandardCharsets.UTF_8)));
        }
    }
    // end
}
