// Set of the keys that a verifier trusts.

import { KeyError, KeySetError, type RejectedKey } from "./errors.js";
import type { PublicKey } from "./public-key.js";

/** The longest document that is read as keys. Postal's own is under 1 KiB. */
const MAX_BYTES = 64 * 1024;

/** The public keys of one Postal installation, at least one, each once. */
export class KeySet implements Iterable<PublicKey> {
  readonly #keys: ReadonlyMap<string, PublicKey>;
  /** The entries of a JWKS that were refused, with the reasons: worth a line in a log. */
  readonly rejected: readonly RejectedKey[];

  /** @internal */
  constructor(keys: Iterable<PublicKey>, rejected: readonly RejectedKey[] = []) {
    this.#keys = new Map(Array.from(keys, (key) => [key.kid, key]));
    this.rejected = rejected;
  }

  /** How many keys there are. */
  get size(): number {
    return this.#keys.size;
  }

  /** The keys, in the order in which they came. */
  [Symbol.iterator](): IterableIterator<PublicKey> {
    return this.#keys.values();
  }

  /** The key with this id. */
  get(kid: string): PublicKey | undefined {
    return this.#keys.get(kid);
  }

  /** The keys of both sets: of several installations, or the old and the new key while one replaces the other. */
  merge(other: KeySet): KeySet {
    return new KeySet([...this, ...other], [...this.rejected, ...other.rejected]);
  }

  /**
   * The keys with these ids alone. What a pinned key came by need not be trusted: its id proves it.
   *
   * @throws {KeySetError} If no key is pinned.
   */
  pin(...kids: readonly string[]): KeySet {
    const pinned = [...this].filter((key) => kids.includes(key.kid));
    if (pinned.length === 0) {
      throw new KeySetError("not-pinned");
    }
    return new KeySet(pinned, this.rejected);
  }
}

/** Refuses a document that is too long to be keys, before anything reads it. */
export function checkLength(bytes: Uint8Array): void {
  if (bytes.length > MAX_BYTES) {
    throw new KeySetError("too-large");
  }
}

/** Says where a refused key stands. */
export async function at<T>(index: number, key: Promise<T>): Promise<T> {
  try {
    return await key;
  } catch (error) {
    throw error instanceof KeyError ? new KeySetError("key", [{ index, reason: error.reason }]) : error;
  }
}
