"""Handler of all events: the code beside each event on the site."""

# snippet: main
import sys
from pathlib import Path

from postal_webhooks import parse

# end
from postal_webhooks import Webhook, is_known

# snippet: MessageDeliveryFailed
from postal_webhooks.delivery import classify

# end


def handle(webhook: Webhook) -> None:
    """Tell in one line what happened."""
    if not is_known(webhook):
        # Answer 200 to what you do not handle: Postal would send it again.
        print(webhook["event"], "is not handled")
        return
    match webhook["event"]:
        # snippet: MessageSent
        case "MessageSent":
            message = webhook["payload"]["message"]
            to = "somebody" if message["to"] is None else message["to"]
            tag = "no tag" if message["tag"] is None else message["tag"]
            print(f"message {message['id']} to {to} is delivered ({tag})")
        # end
        # snippet: MessageDelayed
        case "MessageDelayed":
            message = webhook["payload"]["message"]
            to = "somebody" if message["to"] is None else message["to"]
            # It may have several lines, or none: then Postal got no answer.
            reply = webhook["payload"]["output"].split("\n")[0].rstrip() or "no answer"
            print(f"message {message['id']} to {to} is delayed: {reply}")
        # end
        # snippet: MessageDeliveryFailed
        case "MessageDeliveryFailed":
            message = webhook["payload"]["message"]
            to = "somebody" if message["to"] is None else message["to"]
            # Take the address off a list for the kind `Recipient` alone.
            why = classify(webhook["payload"]["output"], webhook["payload"]["details"])
            print(f"message {message['id']} to {to} failed: {why.kind}, {why.rule}")
        # end
        # snippet: MessageHeld
        case "MessageHeld":
            message = webhook["payload"]["message"]
            to = "somebody" if message["to"] is None else message["to"]
            details = webhook["payload"]["details"]
            reason = "no reason given" if details is None else details
            print(f"message {message['id']} to {to} is held: {reason}")
        # end
        # snippet: MessageBounced
        case "MessageBounced":
            message = webhook["payload"]["original_message"]
            to = "somebody" if message["to"] is None else message["to"]
            sender = webhook["payload"]["bounce"]["from"]
            sender = "nobody" if sender is None else sender
            print(f"message {message['id']} to {to} came back from {sender}")
        # end
        # snippet: MessageLinkClicked
        case "MessageLinkClicked":
            click = webhook["payload"]
            by = "unknown program" if click["user_agent"] is None else click["user_agent"]
            print(f"message {click['message']['id']}: {click['url']} is requested ({by})")
        # end
        # snippet: MessageLoaded
        case "MessageLoaded":
            load = webhook["payload"]
            by = "unknown program" if load["user_agent"] is None else load["user_agent"]
            print(f"message {load['message']['id']} is loaded at {load['ip_address']} ({by})")
        # end
        # snippet: SendLimitApproaching
        case "SendLimitApproaching":
            send = webhook["payload"]
            limit = "no limit" if send["limit"] is None else send["limit"]
            print(f"{send['server']['name']} nears its limit: {send['volume']} of {limit}")
        # end
        # snippet: SendLimitExceeded
        case "SendLimitExceeded":
            send = webhook["payload"]
            limit = "no limit" if send["limit"] is None else send["limit"]
            print(f"{send['server']['name']} is at its limit: {send['volume']} of {limit}")
        # end
        # snippet: DomainDNSError
        case "DomainDNSError":
            dns = webhook["payload"]
            spf, dkim = dns["spf_status"], dns["dkim_status"]
            print(f"{dns['domain']} of {dns['server']['name']}: SPF {spf}, DKIM {dkim}")
            for error in (dns["spf_error"], dns["dkim_error"]):
                if error is not None:
                    print(f"  {error}")
        # end
        case other:
            print(other, "is not handled")


# snippet: main
# Handles the bodies in a file, one a line. Bodies from outside need a `Verifier` first.
for body in Path(sys.argv[1]).read_bytes().splitlines():
    handle(parse(body))
# end
