// Kind of a failed delivery, and the reason for it, from `output` and `details` of a delivery event.

import { decide } from "./classify/decide.js";
import { detailsText, httpStatus } from "./classify/postal.js";
import { parseReply, type Reply } from "./classify/reply.js";
import type { Certainty, FailureKind } from "./generated/delivery.js";

export type { Reply } from "./classify/reply.js";
export type { Certainty, FailureKind } from "./generated/delivery.js";

/** What a delivery tells of, and the rule that decided it: for a log, or an answer to somebody who asks. */
export interface Classification {
  /** The SMTP reply in `output`, if there is one. */
  readonly reply: Reply | null;
  readonly kind: FailureKind;
  readonly certainty: Certainty;
  /** The name of the rule: `unknown-recipient`, `block-list`; `none` if no rule holds. */
  readonly rule: string;
  /** Where the rule comes from: a server, a document, an RFC. Empty if no rule holds. */
  readonly source: string;
  /** The phrase that the rule found; ` … ` stands for a few other words. */
  readonly phrase: string | null;
  /** The code that the rule asked for, or the status of an HTTP endpoint. */
  readonly code: number | null;
  /** The enhanced status that the rule asked for. */
  readonly status: string | null;
}

/** A classification without its reply. */
export type Decision = Omit<Classification, "reply">;

const NONE: Decision = {
  kind: "Unknown",
  certainty: "Low",
  rule: "none",
  source: "",
  phrase: null,
  code: null,
  status: null,
};

/**
 * Classifies a delivery.
 *
 * 1. `details` of an HTTP endpoint (`Received a 503 from …`): by the HTTP status.
 * 2. An SMTP reply in `output`: by its words, else by its status, else by its code.
 * 3. Otherwise the texts that Postal writes into `details`.
 */
export function classify(output: string, details?: string | null): Classification {
  const http = httpStatus(details ?? "");
  if (http !== undefined) {
    return { reply: null, ...http };
  }
  const reply = parseReply(output);
  const decision = (reply && decide(reply)) ?? detailsText(details ?? "", reply !== undefined) ?? NONE;
  return { reply: reply ? { code: reply.code, status: reply.status } : null, ...decision };
}
