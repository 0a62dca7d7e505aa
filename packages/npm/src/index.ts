// Typed events, validation and signature verification for the webhooks of the Postal mail server.

import { keysFromDkimRecord } from "./keys/dkim.js";
import { keysFromJwks } from "./keys/jwks.js";
import { keysFromPem } from "./keys/pem.js";
import type { KeySet as Keys } from "./keys/set.js";

export { type Classification, classify, type Reply } from "./classify.js";
export { EVENTS, isKnown } from "./events.js";
export type { Fault } from "./faults.js";
export type * from "./generated/delivery.js";
export { type KeyErrorReason, KeySetError, type KeySetErrorReason, type RejectedKey } from "./keys/errors.js";
export type { PublicKey } from "./keys/public-key.js";
export { parse } from "./parse.js";
export { ParseError, type ParseErrorReason } from "./parse-error.js";
export type { Body } from "./text.js";
export { type Profile, type Violation, validate } from "./validate.js";
export { type Verified, Verifier } from "./verified.js";
export { type HeaderFault, VerifyError, type VerifyErrorReason } from "./verify/error.js";
export type { RequestHeaders, SignatureHeader } from "./verify/headers.js";
export type { VerifierOptions } from "./verify/verifier.js";
export type * from "./webhook.js";

/** The public keys of one Postal installation, at least one, each once. */
export type KeySet = Keys;

/** Readers of keys, from each form in which operators have them. */
export const KeySet = {
  /** Reads a JWKS, as Postal 3.2.0 and later serve it at `/.well-known/jwks.json`. */
  fromJwks: keysFromJwks,
  /** Reads PEM with one or more public keys. */
  fromPem: keysFromPem,
  /** Reads the record that `postal default-dkim-record` prints. */
  fromDkimRecord: keysFromDkimRecord,
} as const;
