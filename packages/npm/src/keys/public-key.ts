// RSA public key, checked, and made ready for WebCrypto once.

import { toBase64Url } from "./base64.js";
import { KeyError } from "./errors.js";

/** One RSA public key of a {@link KeySet}. */
export class PublicKey {
  /** The id of the key, computed from it: SHA-256 of its PKCS#1 `RSAPublicKey` DER, 64 lower-case hex digits. */
  readonly kid: string;
  /** The length of the modulus, from 1024 to 8192 bits. */
  readonly bits: number;
  readonly #jwk: JsonWebKey;
  readonly #ready = new Map<string, Promise<CryptoKey>>();

  private constructor(kid: string, bits: number, jwk: JsonWebKey) {
    this.kid = kid;
    this.bits = bits;
    this.#jwk = jwk;
  }

  /**
   * Checks the numbers of a key, big-endian.
   *
   * @internal
   */
  static async fromNumbers(n: Uint8Array, e: Uint8Array): Promise<PublicKey> {
    const modulus = withoutZeros(n);
    const exponent = withoutZeros(e);
    const bits = bitsOf(modulus);
    if (bits < 1024 || bits > 8192) {
      throw new KeyError(bits < 1024 ? "too-short" : "too-long");
    }
    if (!isOdd(modulus)) {
      throw new KeyError("even-modulus");
    }
    // With 1 every well-padded digest would be its own signature; a long one makes verifying slow and no safer.
    if (!isOdd(exponent) || bitsOf(exponent) < 2 || bitsOf(exponent) > 33) {
      throw new KeyError("exponent");
    }
    const der = tlv(0x30, [...integer(modulus), ...integer(exponent)]);
    const digest = await crypto.subtle.digest("SHA-256", Uint8Array.from(der));
    // Nothing but the numbers: an `alg` would refuse SHA-1.
    const key = new PublicKey(hex(digest), bits, { kty: "RSA", n: toBase64Url(modulus), e: toBase64Url(exponent) });
    await key.#prepared("SHA-256");
    return key;
  }

  /** @internal */
  get signatureLength(): number {
    return Math.ceil(this.bits / 8);
  }

  /** @internal */
  async verifies(hash: "SHA-256" | "SHA-1", signature: Uint8Array, body: Uint8Array): Promise<boolean> {
    const key = await this.#prepared(hash);
    return crypto.subtle.verify("RSASSA-PKCS1-v1_5", key, signature as BufferSource, body as BufferSource);
  }

  #prepared(hash: string): Promise<CryptoKey> {
    let key = this.#ready.get(hash);
    if (key === undefined) {
      const imported = crypto.subtle.importKey("jwk", this.#jwk, { name: "RSASSA-PKCS1-v1_5", hash }, false, [
        "verify",
      ]);
      key = imported.catch(() => {
        throw new KeyError("refused");
      });
      this.#ready.set(hash, key);
    }
    return key;
  }
}

function withoutZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? new Uint8Array() : bytes.subarray(first);
}

function bitsOf(number: Uint8Array): number {
  return number[0] === undefined ? 0 : number.length * 8 - Math.clz32(number[0]) + 24;
}

function isOdd(number: Uint8Array): boolean {
  return ((number.at(-1) ?? 0) & 1) === 1;
}

function integer(number: Uint8Array): number[] {
  const sign = (number[0] ?? 0) >= 0x80 ? [0] : [];
  return tlv(0x02, [...sign, ...number]);
}

/** DER of a tag, a length and contents under 64 KiB. */
function tlv(tag: number, contents: number[]): number[] {
  const { length } = contents;
  const long = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return [tag, ...long, ...contents];
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
