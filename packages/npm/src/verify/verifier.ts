// Verifier of signatures: headers and raw bytes in, the proof out.

import type { KeySet } from "../keys/set.js";
import { type Body, raw } from "../text.js";
import { check } from "./claim.js";
import type { RequestHeaders } from "./headers.js";

/** What a {@link Verifier} accepts beyond SHA-256 and keys from 2048 bits on. */
export interface VerifierOptions {
  /**
   * **Insecure.** Also accepts SHA-1 signatures (`X-Postal-Signature`), from requests that have no SHA-256 one.
   *
   * For Postal before 3.2.0, which sends nothing else. Collisions of SHA-1 are within reach of an attacker.
   */
  readonly allowInsecureSha1?: boolean;
  /**
   * **Insecure.** Also uses keys from 1024 to 2047 bits.
   *
   * Postal's installer made 1024-bit keys for years. Better give Postal a new key.
   */
  readonly allowInsecureShortKeys?: boolean;
}

/** A body whose signature is right. Only {@link Verifier.verify} makes one. */
export class Verified {
  /** The raw bytes, exactly those that were signed. */
  readonly body: Uint8Array;
  /** The id of the key that signed them. */
  readonly kid: string;
  // Keeps other objects with these keys from being taken for one.
  declare private readonly made: true;

  /** @internal */
  constructor(body: Uint8Array, kid: string) {
    this.body = body;
    this.kid = kid;
  }
}

/**
 * Checks the signature of requests against the keys of a Postal installation.
 *
 * A right signature says that this Postal installation sent these bytes. It does not say that your mail server did, as
 * all tenants share the key; nor that it was just now, as retries are the same bytes.
 */
export class Verifier {
  /** The keys that this verifier was made with. */
  readonly keys: KeySet;
  readonly #policy: { readonly sha1: boolean; readonly shortKeys: boolean };

  /** Verifies with these keys: SHA-256 only, and keys from 2048 bits on only, unless the options allow more. */
  constructor(keys: KeySet, { allowInsecureSha1 = false, allowInsecureShortKeys = false }: VerifierOptions = {}) {
    this.keys = keys;
    this.#policy = { sha1: allowInsecureSha1, shortKeys: allowInsecureShortKeys };
  }

  /**
   * Checks that the signature in `headers` is right for `body`, the bytes of the request as they came.
   *
   * @throws {VerifyError} If it is missing, malformed or wrong, or there is no key to tell. Answer with its `status`.
   */
  async verify(body: Body, headers: RequestHeaders): Promise<Verified> {
    const given = raw(body);
    const bytes = typeof given === "string" ? new TextEncoder().encode(given) : given;
    return new Verified(bytes, await check(this.keys, this.#policy, bytes, headers));
  }
}
