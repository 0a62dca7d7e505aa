// Errors of keys: why a key, or a whole document of keys, is refused. They hold nothing of it.

/** Why one key is refused. */
export type KeyErrorReason =
  | "not-rsa"
  | "private"
  | "not-for-signatures"
  | "other-algorithm"
  | "other-pem"
  | "not-jwk"
  | "number"
  | "not-base64"
  | "not-der"
  | "revoked"
  | "too-short"
  | "too-long"
  | "even-modulus"
  | "exponent"
  | "kid-mismatch"
  | "refused";

/** A key that was refused while others of the same document are used. */
export interface RejectedKey {
  /** Its place in the document, from 0. */
  readonly index: number;
  readonly reason: KeyErrorReason;
}

const MESSAGES = {
  "too-large": "longer than 65536 bytes",
  html: "an HTML page, not a JWKS; look at the URL",
  gzip: "compressed with gzip, not a JWKS; decompress it first",
  "not-json": "not JSON",
  "not-jwks": "not a JWKS: no array `keys`",
  empty: "no key in it",
  "no-usable-key": "no usable key",
  "not-pem": "no complete PEM block, a damaged BEGIN or END line, or a key outside of them",
  "not-dkim": "not one DKIM key record (`v=DKIM1; …; p=…`)",
  key: "a key is refused",
  "not-pinned": "none of the keys is pinned",
};

/** Why a document gives no key set. */
export type KeySetErrorReason = keyof typeof MESSAGES;

/** Error of a document that gives no key set. Compare its `reason`, not its class. */
export class KeySetError extends Error {
  override readonly name = "KeySetError";
  readonly reason: KeySetErrorReason;
  /** The refused keys, with the reasons `key` and `no-usable-key`. */
  readonly rejected: readonly RejectedKey[];

  /** @internal */
  constructor(reason: KeySetErrorReason, rejected: readonly RejectedKey[] = []) {
    const [first] = rejected;
    super(MESSAGES[reason] + (first === undefined ? "" : `: key ${first.index}: ${first.reason}`));
    this.reason = reason;
    this.rejected = rejected;
  }
}

/** Error of one key, until it is known where it stands. */
export class KeyError extends Error {
  constructor(readonly reason: KeyErrorReason) {
    super(reason);
  }
}
