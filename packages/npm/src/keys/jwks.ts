// JSON Web Key Set (RFC 7517), as Postal 3.2.0 and later serve it at `/.well-known/jwks.json`.

import { fromBase64Url } from "./base64.js";
import { KeyError, KeySetError, type RejectedKey } from "./errors.js";
import { PublicKey } from "./public-key.js";
import { checkLength, KeySet } from "./set.js";

/** The members that only a private or a secret key has (RFC 7518, 6.3.2 and 6.4.1). */
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

type Jwk = Readonly<Record<string, unknown>>;

/**
 * Reads a JWKS. Entries that cannot be used are left out, and listed in `rejected`.
 *
 * @throws {KeySetError} If it is none, or holds no usable key.
 */
export async function keysFromJwks(json: string | Uint8Array): Promise<KeySet> {
  const entries = (read(json) as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(entries)) {
    throw new KeySetError("not-jwks");
  }
  if (entries.length === 0) {
    throw new KeySetError("empty");
  }
  const keys: PublicKey[] = [];
  const rejected: RejectedKey[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      keys.push(await readEntry(entry));
    } catch (error) {
      if (!(error instanceof KeyError)) {
        throw error;
      }
      rejected.push({ index, reason: error.reason });
    }
  }
  if (keys.length === 0) {
    throw new KeySetError("no-usable-key", rejected);
  }
  return new KeySet(keys, rejected);
}

function read(json: string | Uint8Array): unknown {
  const bytes = typeof json === "string" ? new TextEncoder().encode(json) : json;
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const document = isMarked ? bytes.subarray(3) : bytes;
  checkLength(document);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(document));
  } catch {
    // Operators meet login pages more often than broken JSON.
    const text = new TextDecoder().decode(document);
    const isGzip = text.startsWith("\x1f\x8b") || text.startsWith("\x1f\ufffd");
    throw new KeySetError(isGzip ? "gzip" : /^[ \t\n\f\r]*</.test(text) ? "html" : "not-json");
  }
}

async function readEntry(entry: unknown): Promise<PublicKey> {
  const jwk = (typeof entry === "object" && !Array.isArray(entry) ? entry : null) as Jwk | null;
  if (typeof jwk?.kty !== "string") {
    throw new KeyError("not-jwk");
  }
  if (PRIVATE_MEMBERS.some((name) => Object.hasOwn(jwk, name))) {
    throw new KeyError("private");
  }
  if (jwk.kty !== "RSA") {
    throw new KeyError("not-rsa");
  }
  const { use = "sig", key_ops = ["verify"], alg = "RS256" } = jwk;
  if (use !== "sig" || !Array.isArray(key_ops) || !key_ops.includes("verify")) {
    throw new KeyError("not-for-signatures");
  }
  if (alg !== "RS256") {
    throw new KeyError("other-algorithm");
  }
  const key = await PublicKey.fromNumbers(number(jwk.n), number(jwk.e));
  if (jwk.kid !== undefined && jwk.kid !== key.kid) {
    throw new KeyError("kid-mismatch");
  }
  return key;
}

function number(member: unknown): Uint8Array {
  const bytes = typeof member === "string" ? fromBase64Url(member) : undefined;
  if (bytes === undefined) {
    throw new KeyError("number");
  }
  return bytes;
}
