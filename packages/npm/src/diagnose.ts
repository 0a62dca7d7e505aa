// Diagnosis of a body that is no webhook: made after the fact, so that parsing itself pays nothing.

import { validate } from "./built/tolerant.js";
import { EVENTS } from "./events.js";
import { type Found, faultsIn } from "./faults.js";
import type { Events } from "./generated/events.js";
import { payloads } from "./generated/objects.js";
import { ParseError } from "./parse-error.js";
import { type Compiled, leavesOf, messageOf, type RawError } from "./violations.js";

const tolerant: Compiled = validate;

interface Explained extends Found {
  readonly message: string;
}

/** The order in which faults are looked at, where a body has several. */
const ORDER = [
  "envelope duplicate",
  "payload duplicate",
  "payload expected",
  "payload missing",
  "envelope expected",
  "envelope missing",
];

/** Why a body, which is JSON, is no webhook; undefined if it is one. */
export function diagnose(json: string, value: unknown): ParseError | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return ParseError.of("not-an-object");
  }
  const body: Readonly<Record<string, unknown>> = { ...value };
  if (!Object.hasOwn(body, "event")) {
    if (Object.hasOwn(body, "rcpt_to")) {
      return ParseError.of("inbound-mail");
    }
    const events = EVENTS.filter((event) => isPayload(event, body));
    if (events.length > 0) {
      return ParseError.barePayload(events);
    }
  }
  const event = EVENTS.find((known) => known === body.event);
  const first = firstOf([...inText(json, event), ...inValue(value)]);
  return first && ParseError.field(event, first.pointer, first.fault, first.message);
}

function isPayload(event: keyof Events, payload: unknown): boolean {
  return tolerant({ event, timestamp: 0, payload, uuid: "00000000-0000-0000-0000-000000000000" });
}

function inText(json: string, event: keyof Events | undefined): Explained[] {
  const faults = faultsIn(json, event && payloads[event]);
  return faults.map(({ pointer, fault }) => {
    const message = fault === "duplicate" ? "stands twice in one object" : "must be at most 9223372036854775807";
    return { pointer, fault, message };
  });
}

function inValue(value: unknown): Explained[] {
  const errors = tolerant(value) ? [] : (tolerant.errors ?? []);
  return leavesOf(errors).map(explained);
}

function explained(error: RawError): Explained {
  const { instancePath, keyword, params } = error;
  return keyword === "required"
    ? { pointer: `${instancePath}/${String(params.missingProperty)}`, fault: "missing", message: "is missing" }
    : { pointer: instancePath, fault: "expected", message: messageOf(error) };
}

function firstOf(faults: readonly Explained[]): Explained | undefined {
  return [...faults].sort((a, b) => rank(a) - rank(b))[0];
}

function rank({ pointer, fault }: Explained): number {
  // A payload that is missing or stands twice is a fault of the envelope.
  const isInPayload = pointer.startsWith("/payload/") || (pointer === "/payload" && fault === "expected");
  return ORDER.indexOf(`${isInPayload ? "payload" : "envelope"} ${fault}`);
}
