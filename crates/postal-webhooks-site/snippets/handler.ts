// Handler of all events: the code beside each event on the site.

// snippet: main
import { readFileSync } from "node:fs";
// end
// snippet: main
import { parse } from "postal-webhooks";
// end
// snippet: MessageDeliveryFailed
import { classify } from "postal-webhooks";
// end
import type { Webhook } from "postal-webhooks";

/** Tells in one line what happened. */
function handle(webhook: Webhook): void {
  switch (webhook.event) {
    // snippet: MessageSent
    case "MessageSent": {
      const { id, to, tag } = webhook.payload.message;
      console.log(`message ${id} to ${to ?? "somebody"} is delivered (${tag ?? "no tag"})`);
      break;
    }
    // end
    // snippet: MessageDelayed
    case "MessageDelayed": {
      const { message, output } = webhook.payload;
      // It may have several lines, or none: then Postal got no answer.
      const reply = output.split(/\r?\n/)[0] || "no answer";
      console.log(`message ${message.id} to ${message.to ?? "somebody"} is delayed: ${reply}`);
      break;
    }
    // end
    // snippet: MessageDeliveryFailed
    case "MessageDeliveryFailed": {
      const { message, output, details } = webhook.payload;
      // Take the address off a list for the kind `Recipient` alone.
      const { kind, rule } = classify(output, details);
      console.log(`message ${message.id} to ${message.to ?? "somebody"} failed: ${kind}, ${rule}`);
      break;
    }
    // end
    // snippet: MessageHeld
    case "MessageHeld": {
      const { message, details } = webhook.payload;
      const why = details ?? "no reason given";
      console.log(`message ${message.id} to ${message.to ?? "somebody"} is held: ${why}`);
      break;
    }
    // end
    // snippet: MessageBounced
    case "MessageBounced": {
      const { original_message: message, bounce } = webhook.payload;
      const [to, from] = [message.to ?? "somebody", bounce.from ?? "nobody"];
      console.log(`message ${message.id} to ${to} came back from ${from}`);
      break;
    }
    // end
    // snippet: MessageLinkClicked
    case "MessageLinkClicked": {
      const { message, url, user_agent } = webhook.payload;
      console.log(`message ${message.id}: ${url} is requested (${user_agent ?? "unknown program"})`);
      break;
    }
    // end
    // snippet: MessageLoaded
    case "MessageLoaded": {
      const { message, ip_address, user_agent } = webhook.payload;
      console.log(`message ${message.id} is loaded at ${ip_address} (${user_agent ?? "unknown program"})`);
      break;
    }
    // end
    // snippet: SendLimitApproaching
    case "SendLimitApproaching": {
      const { server, volume, limit } = webhook.payload;
      console.log(`${server.name} nears its limit: ${volume} of ${limit ?? "no limit"}`);
      break;
    }
    // end
    // snippet: SendLimitExceeded
    case "SendLimitExceeded": {
      const { server, volume, limit } = webhook.payload;
      console.log(`${server.name} is at its limit: ${volume} of ${limit ?? "no limit"}`);
      break;
    }
    // end
    // snippet: DomainDNSError
    case "DomainDNSError": {
      const { server, domain, spf_status, spf_error, dkim_status, dkim_error } = webhook.payload;
      console.log(`${domain} of ${server.name}: SPF ${spf_status}, DKIM ${dkim_status}`);
      for (const error of [spf_error, dkim_error]) {
        if (error !== null) {
          console.log(`  ${error}`);
        }
      }
      break;
    }
    // end
    default:
      // Answer 200 to what you do not handle: Postal would send it again.
      console.log(`${webhook.event} is not handled`);
  }
}

// snippet: main
// Handles the bodies in a file, one a line. Bodies from outside need a `Verifier` first.
for (const body of readFileSync(process.argv[2] ?? "", "utf8").split("\n")) {
  if (body !== "") {
    handle(parse(body));
  }
}
// end
