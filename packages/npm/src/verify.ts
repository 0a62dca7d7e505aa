// Verification of signatures, without the parser of bodies: the smallest part for a bundle.

export { keysFromDkimRecord } from "./keys/dkim.js";
export { type KeyErrorReason, KeySetError, type KeySetErrorReason, type RejectedKey } from "./keys/errors.js";
export { keysFromJwks } from "./keys/jwks.js";
export { keysFromPem } from "./keys/pem.js";
export type { PublicKey } from "./keys/public-key.js";
export type { KeySet } from "./keys/set.js";
export type { Body } from "./text.js";
export { type HeaderFault, VerifyError, type VerifyErrorReason } from "./verify/error.js";
export type { RequestHeaders, SignatureHeader } from "./verify/headers.js";
export { type Verified, Verifier, type VerifierOptions } from "./verify/verifier.js";
