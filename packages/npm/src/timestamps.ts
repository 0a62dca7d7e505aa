// Timestamps that a re-encoder wrote as decimal strings become numbers, as Postal sends them.

import { objects } from "./generated/objects.js";
import type { JsonObject, Webhook } from "./webhook.js";

/** Changes a valid webhook in place; `payload` is what its payload is. */
export function timestampsToNumbers(webhook: Webhook, payload: string | undefined): void {
  webhook.timestamp = Number(webhook.timestamp);
  if (payload !== undefined) {
    change(webhook.payload as JsonObject, payload);
  }
}

function change(object: JsonObject, kind: string): void {
  for (const [key, of] of placesOf(kind)) {
    if (Object.hasOwn(object, key)) {
      object[key] = changed(object[key], of);
    }
  }
}

function changed(value: unknown, kind: string): unknown {
  if (kind === "timestamp") {
    return typeof value === "string" ? Number(value) : value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => changed(item, kind.slice(0, -2)));
  }
  if (value !== null) {
    change(value as JsonObject, kind);
  }
  return value;
}

const places = /* @__PURE__ */ new Map<string, [string, string][]>();

/** The keys of an object that are timestamps or may hold some. */
function placesOf(kind: string): [string, string][] {
  let found = places.get(kind);
  if (found === undefined) {
    const holds = (of: string): boolean => /^timestamp|^[A-Z]/.test(of);
    found = Object.entries(objects[kind] ?? {}).filter(([, of]) => holds(of));
    places.set(kind, found);
  }
  return found;
}
