// Parser of request bodies: what the tolerant schema accepts becomes a typed webhook.

import { validate as tolerant } from "./built/tolerant.js";
import { diagnose } from "./diagnose.js";
import { isKnown } from "./events.js";
import { payloads } from "./generated/objects.js";
import { showsAll } from "./members.js";
import { ParseError } from "./parse-error.js";
import { type Body, decode, raw, withoutLoneSurrogates } from "./text.js";
import { timestampsToNumbers } from "./timestamps.js";
import type { Webhook } from "./webhook.js";

/**
 * Parses the raw body of a request.
 *
 * This is plain parsing: it says nothing about who sent the body. Verify its signature first.
 * Unknown events, keys and values of enumerations pass, and are kept.
 *
 * @throws {ParseError} If the body is no webhook.
 */
export function parse(body: Body): Webhook {
  const text = decode(raw(body));
  if (text === undefined) {
    throw ParseError.of("not-utf8");
  }
  const json = withoutLoneSurrogates(text);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // Also where an engine cannot nest so deep.
    throw ParseError.of("not-json");
  }
  if (!tolerant(value) || !showsAll(json, value as object)) {
    const error = diagnose(json, value);
    if (error !== undefined) {
      throw error;
    }
  }
  const webhook = value as Webhook;
  timestampsToNumbers(webhook, isKnown(webhook) ? payloads[webhook.event] : undefined);
  return webhook;
}
