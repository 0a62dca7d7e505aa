// Error of a request that is not verified, and what to answer it.

import type { SignatureHeader } from "./headers.js";

const MESSAGES = {
  "header-missing": "the request has no signature header",
  "header-malformed": "",
  "sha1-only": "the request has a SHA-1 signature only; allowInsecureSha1 allows it",
  "signature-wrong": "the signature is wrong",
  "unknown-kid": "the request names a key that is not in the key set",
  "key-too-short": "the key is under 2048 bits; allowInsecureShortKeys allows it",
};

const FAULTS = {
  repeated: "is there more than once",
  "not-base64": "is not padded standard base64",
  length: "has another length than a signature of the key",
  "not-kid": "is not 64 lower-case hexadecimal digits",
};

/** Why a request is not verified: a word that never changes, for logs and for comparing. */
export type VerifyErrorReason = keyof typeof MESSAGES;

/** What is wrong with a header. */
export type HeaderFault = keyof typeof FAULTS;

/** Error of a request that is not verified. Compare its `reason`, not its class. */
export class VerifyError extends Error {
  override readonly name = "VerifyError";
  readonly reason: VerifyErrorReason;
  /** The HTTP status to answer with: 503 where it is the receiver that must change, else 401. */
  readonly status: 401 | 503;
  /** The malformed header, with the reason `header-malformed`. */
  readonly header?: SignatureHeader;
  /** What is wrong with it. */
  readonly fault?: HeaderFault;

  /** @internal */
  constructor(reason: VerifyErrorReason, header?: SignatureHeader, fault?: HeaderFault) {
    super(header && fault ? `${header} ${FAULTS[fault]}` : MESSAGES[reason]);
    this.reason = reason;
    this.status = reason === "key-too-short" ? 503 : 401;
    if (header && fault) {
      this.header = header;
      this.fault = fault;
    }
  }
}
