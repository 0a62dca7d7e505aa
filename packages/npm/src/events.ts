// Names of the known events.

import type { Events } from "./generated/events.js";
import { payloads } from "./generated/objects.js";
import type { KnownWebhook, Webhook } from "./webhook.js";

/** The names of all events that this version knows. */
export const EVENTS: readonly (keyof Events)[] = /* @__PURE__ */ Object.freeze(
  /* @__PURE__ */ Object.keys(payloads) as (keyof Events)[],
);

/** Whether the event of a webhook is one that this version knows. */
export function isKnown(webhook: Webhook): webhook is KnownWebhook {
  return Object.hasOwn(payloads, webhook.event);
}
