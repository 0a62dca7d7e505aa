// Diagnosis of a body that is no webhook: made after the fact, so that parsing itself pays nothing.

import { validate } from "./built/tolerant.js";
import { EVENTS } from "./events.js";
import { type Fault, type Found, faultsIn } from "./faults.js";
import type { Events } from "./generated/events.js";
import { payloads } from "./generated/objects.js";
import { ParseError } from "./parse-error.js";
import { type Compiled, messageOf, type RawError } from "./violations.js";

const tolerant: Compiled = validate;

interface Explained extends Found {
  readonly message: string;
}

const MESSAGES: Record<Exclude<Fault, "missing">, string> = {
  duplicate: "stands twice in one object",
  expected: "must be at most 9223372036854775807",
};

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
  return faults.map((found) => ({
    ...found,
    message: MESSAGES[found.fault === "duplicate" ? "duplicate" : "expected"],
  }));
}

function inValue(value: unknown): Explained[] {
  const errors = tolerant(value) ? [] : (tolerant.errors ?? []);
  return errors.filter(isLeaf).map(explained);
}

/** Behind what failed inside them, an `anyOf` and an `if` say nothing more; nor does that null would be right too. */
function isLeaf({ keyword, params }: RawError): boolean {
  return keyword !== "anyOf" && keyword !== "if" && params.type !== "null";
}

function explained(error: RawError): Explained {
  const { instancePath, keyword, params } = error;
  return keyword === "required"
    ? { pointer: `${instancePath}/${String(params.missingProperty)}`, fault: "missing", message: "is missing" }
    : { pointer: instancePath, fault: "expected", message: messageOf(error) };
}

/** The fault to name, of several: what is twice in the envelope, then the payload, and wrong values before missing ones. */
function firstOf(faults: readonly Explained[]): Explained | undefined {
  const rank = ({ pointer, fault }: Explained): number => {
    const isInPayload = pointer.startsWith("/payload/") || (pointer === "/payload" && fault === "expected");
    return (
      (isInPayload ? 1 : fault === "duplicate" ? 0 : 4) + (fault === "missing" ? 2 : 0) + (fault === "expected" ? 1 : 0)
    );
  };
  return [...faults].sort((a, b) => rank(a) - rank(b))[0];
}
