// What Postal itself writes into `details`.

import { rules } from "../built/rules.js";
import type { Decision } from "../classify.js";

/** The decision by a status of HTTP, as in `Received a 503 from https://…`. */
export function httpStatus(details: string): Decision | undefined {
  const { before, after, statuses, rule, source } = rules.http;
  const end = details.startsWith(before) ? details.indexOf(after, before.length) : -1;
  const digits = end < 0 ? "" : details.slice(before.length, end);
  // Zero is added since the text may be `-0`.
  const code = /^[+-]?[0-9]+$/.test(digits) ? Number(digits) + 0 : Number.NaN;
  if (!(code >= -(2 ** 31) && code < 2 ** 31)) {
    return undefined;
  }
  const kind = statuses.find(({ first = -Infinity, last }) => first <= code && code <= last)?.kind ?? "Unknown";
  return { kind, certainty: kind === "Unknown" ? "Low" : "High", rule, source, phrase: null, code, status: null };
}

/** The decision by a text that tells what Postal itself did. */
export function detailsText(details: string, hasReply: boolean): Decision | undefined {
  const { texts, rule, source } = rules.details;
  const text = texts.find(({ start, withoutReply }) => details.startsWith(start) && !(withoutReply && hasReply));
  return text && { kind: text.kind, certainty: "High", rule, source, phrase: text.start, code: null, status: null };
}
