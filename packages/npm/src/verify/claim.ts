// What the headers of a request claim, read strictly; then the check of it.

import { fromBase64 } from "../keys/base64.js";
import type { PublicKey } from "../keys/public-key.js";
import type { KeySet } from "../keys/set.js";
import { VerifyError } from "./error.js";
import {
  type RequestHeaders,
  SIGNATURE,
  SIGNATURE_256,
  SIGNATURE_KID,
  type SignatureHeader,
  signatureHeaders,
} from "./headers.js";

/** What a verifier accepts beyond SHA-256 and keys from 2048 bits on. */
export interface Policy {
  readonly sha1: boolean;
  readonly shortKeys: boolean;
}

/** The base64 of a signature of the longest key, 8192 bits. */
const MAX_BASE64 = 1368;

interface Claim {
  readonly header: SignatureHeader;
  readonly signature: Uint8Array;
  readonly kid: string | undefined;
}

/** Checks a request, and gives the id of the key that signed it. */
export async function check(keys: KeySet, policy: Policy, body: Uint8Array, headers: RequestHeaders): Promise<string> {
  const claim = read(headers, policy);
  if (claim.kid !== undefined) {
    const key = keys.get(claim.kid);
    if (key === undefined) {
      throw new VerifyError("unknown-kid");
    }
    return checkKey(key, claim, policy, body);
  }
  // The length tells most keys apart, and then the error is that of the key which may have signed.
  let error = wrongLength(claim);
  for (const key of keys) {
    if (key.signatureLength === claim.signature.length) {
      try {
        return await checkKey(key, claim, policy, body);
      } catch (reason) {
        if (!(reason instanceof VerifyError)) {
          throw reason;
        }
        error = reason;
      }
    }
  }
  throw error;
}

function read(headers: RequestHeaders, policy: Policy): Claim {
  const found = signatureHeaders(headers);
  // A SHA-1 signature never stands in for a SHA-256 one that is there: that would be a downgrade by choice of the sender.
  const header = found[SIGNATURE_256].length > 0 ? SIGNATURE_256 : SIGNATURE;
  if (found[header].length === 0) {
    throw new VerifyError("header-missing");
  }
  if (header === SIGNATURE && !policy.sha1) {
    throw new VerifyError("sha1-only");
  }
  const text = once(found[header], header) ?? "";
  const signature = text.length > MAX_BASE64 ? new Uint8Array() : fromBase64(text);
  if (signature === undefined) {
    throw new VerifyError("header-malformed", header, "not-base64");
  }
  // No key has another one, whatever its id.
  if (signature.length < 128 || signature.length > 1024) {
    throw new VerifyError("header-malformed", header, "length");
  }
  const kid = once(found[SIGNATURE_KID], SIGNATURE_KID);
  if (kid !== undefined && !/^[0-9a-f]{64}$/.test(kid)) {
    throw new VerifyError("header-malformed", SIGNATURE_KID, "not-kid");
  }
  return { header, signature, kid };
}

/** The value of a header that may be there once. */
function once([value, ...more]: readonly string[], header: SignatureHeader): string | undefined {
  if (more.length > 0) {
    throw new VerifyError("header-malformed", header, "repeated");
  }
  return value;
}

async function checkKey(key: PublicKey, claim: Claim, policy: Policy, body: Uint8Array): Promise<string> {
  if (key.bits < 2048 && !policy.shortKeys) {
    throw new VerifyError("key-too-short");
  }
  if (key.signatureLength !== claim.signature.length) {
    throw wrongLength(claim);
  }
  const hash = claim.header === SIGNATURE_256 ? "SHA-256" : "SHA-1";
  if (!(await key.verifies(hash, claim.signature, body))) {
    throw new VerifyError("signature-wrong");
  }
  return key.kid;
}

function wrongLength({ header }: Claim): VerifyError {
  return new VerifyError("header-malformed", header, "length");
}
