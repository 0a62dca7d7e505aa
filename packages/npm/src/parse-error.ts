// Error of a body that cannot be parsed. It names the place, and never holds a value of the body.

import type { Fault } from "./faults.js";
import type { Events } from "./generated/events.js";

/** Why a body cannot be parsed: a word that never changes, for logs and for comparing. */
export type ParseErrorReason = "not-utf8" | "not-json" | "not-an-object" | "bare-payload" | "inbound-mail" | "field";

const MESSAGES: Record<Exclude<ParseErrorReason, "field" | "bare-payload">, string> = {
  "not-utf8": "the body is not UTF-8; pass the bytes as they were received",
  "not-json": "the body is not JSON; pass the bytes as they were received",
  "not-an-object": "the body is no object; a webhook is one with the keys event, timestamp, payload and uuid",
  "inbound-mail":
    "the body is a mail for an HTTP endpoint (it has the key rcpt_to) and no webhook; give webhooks a URL of their own",
};

/**
 * Error of a body that is no webhook.
 *
 * Compare its `reason`, not its class: a program that loads this package both by `import` and by `require` has two.
 */
export class ParseError extends Error {
  override readonly name = "ParseError";
  readonly reason: ParseErrorReason;
  /** Where, with the reason `field`: a JSON Pointer (RFC 6901), `/payload/message/id`. */
  readonly pointer?: string;
  /** What is wrong there, with the reason `field`. */
  readonly fault?: Fault;
  /** The events whose payload the body can be, with the reason `bare-payload`. */
  readonly events?: readonly (keyof Events)[];

  /** @internal */
  constructor(reason: ParseErrorReason, message: string, more: Pick<ParseError, "pointer" | "fault" | "events"> = {}) {
    super(message);
    this.reason = reason;
    Object.assign(this, more);
  }

  /** @internal */
  static of(reason: keyof typeof MESSAGES): ParseError {
    return new ParseError(reason, MESSAGES[reason]);
  }

  /** @internal */
  static barePayload(events: readonly (keyof Events)[]): ParseError {
    const text = `the body is a bare payload (${events.join(", ")}) without its envelope; pass the whole body`;
    return new ParseError("bare-payload", text, { events });
  }

  /** @internal */
  static field(event: string | undefined, pointer: string, fault: Fault, message: string): ParseError {
    return new ParseError("field", `${event ?? "webhook"}: ${pointer}: ${message}`, { pointer, fault });
  }
}
