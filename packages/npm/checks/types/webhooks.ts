// Types of webhooks as users have them: what compiles here must, and what is marked must not.

import type {
  Events,
  JsonObject,
  KnownSpamStatus,
  KnownWebhook,
  SpamStatus,
  UnknownEvent,
  Webhook,
} from "postal-webhooks";
import { isKnown, parse } from "postal-webhooks";

declare module "postal-webhooks" {
  interface Events {
    CredentialLocked: { credential: string };
  }
}

const webhook: Webhook = parse("{}");

export function switched(): string | null | undefined {
  switch (webhook.event) {
    case "MessageSent":
    case "MessageDeliveryFailed":
      return webhook.payload.message.to;
    case "MessageBounced":
      return webhook.payload.original_message.message_id;
    case "CredentialLocked":
      return webhook.payload.credential;
    // @ts-expect-error: no such event
    case "MessageSnet":
      return null;
    default:
      return webhook.uuid;
  }
}

if (webhook.event === "MessageSent") {
  // @ts-expect-error: a recipient may be null
  webhook.payload.message.to.trim();
  // @ts-expect-error: a key of another event
  void webhook.payload.url;
} else if (!isKnown(webhook)) {
  const payload: JsonObject = webhook.payload;
  const event: UnknownEvent = webhook.event;
  const name: string = event;
  void [payload, name];
}

// @ts-expect-error: which payload it is has to be known first
void webhook.payload.message;

if (isKnown(webhook)) {
  const event: keyof Events = webhook.event;
  const known: KnownWebhook = webhook;
  void [event, known];
}

const unknown: SpamStatus = "Quarantined";
// @ts-expect-error: this version does not know it
const known: KnownSpamStatus = "Quarantined";
void [unknown, known];
