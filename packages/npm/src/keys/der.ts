// DER of a public key, as a `SubjectPublicKeyInfo` (RFC 5280) or a PKCS#1 `RSAPublicKey` (RFC 8017).

import { KeyError } from "./errors.js";
import { PublicKey } from "./public-key.js";

/** `rsaEncryption` (RFC 8017, A.1). */
const RSA_ENCRYPTION = "42,134,72,134,247,13,1,1,1";

enum Tag {
  Integer = 0x02,
  BitString = 0x03,
  Oid = 0x06,
  Sequence = 0x30,
}

interface Tlv {
  readonly tag: number;
  readonly contents: Uint8Array;
}

/** Reads the DER of a key in either of its two structures. */
export async function keyFromDer(der: Uint8Array): Promise<PublicKey> {
  const [sequence, ...others] = elements(der) ?? [];
  const members = sequence?.tag === Tag.Sequence && others.length === 0 ? elements(sequence.contents) : undefined;
  const [first, second] = members ?? [];
  if (first?.tag === Tag.Sequence && second?.tag === Tag.BitString && members?.length === 2) {
    const [algorithm, ...parameters] = elements(first.contents) ?? [];
    if (algorithm?.tag === Tag.Oid && parameters.length < 2) {
      if (algorithm.contents.join() !== RSA_ENCRYPTION) {
        throw new KeyError("not-rsa");
      }
      // No unused bits.
      return second.contents[0] === 0 ? fromPkcs1(second.contents.subarray(1)) : fail();
    }
  }
  if (isPrivate(der)) {
    throw new KeyError("private");
  }
  return fromPkcs1(der);
}

/** Private keys begin with their version, 0 or 1: in PKCS#8, PKCS#1 and SEC 1. The rest need not be whole to know. */
function isPrivate([tag, length = 0, ...rest]: Uint8Array): boolean {
  const [integer, size, version = 2] = rest.slice(length < 0x80 ? 0 : length - 0x80);
  return tag === Tag.Sequence && integer === Tag.Integer && size === 1 && version < 2;
}

async function fromPkcs1(der: Uint8Array): Promise<PublicKey> {
  const [sequence, ...others] = elements(der) ?? [];
  const numbers = sequence?.tag === Tag.Sequence && others.length === 0 ? elements(sequence.contents) : undefined;
  const [modulus, exponent] = numbers ?? [];
  if (numbers?.length !== 2 || !isNatural(modulus) || !isNatural(exponent)) {
    return fail();
  }
  return PublicKey.fromNumbers(modulus.contents, exponent.contents);
}

/** Whether it is an integer, not negative, in its shortest form. */
function isNatural(element: Tlv | undefined): element is Tlv {
  const [first = 0x80, second = 0x80] = element?.contents ?? [];
  return element?.tag === Tag.Integer && first < 0x80 && (first > 0 || second >= 0x80);
}

/** The elements that some bytes are made of; undefined if they are not DER. */
function elements(bytes: Uint8Array): Tlv[] | undefined {
  const found: Tlv[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const [tag = 0, short = 0x80] = rest;
    const count = short < 0x80 ? 0 : short - 0x80;
    const length = count === 0 ? short : rest.subarray(2, 2 + count).reduce((all, byte) => all * 256 + byte, 0);
    const start = 2 + count;
    // Each length has one form: no indefinite one, none longer than it has to be.
    const isShortest = count === 0 ? short < 0x80 : length >= (count === 1 ? 0x80 : 256 ** (count - 1));
    if (tag === 0 || !isShortest || count > 3 || start + length > rest.length) {
      return undefined;
    }
    found.push({ tag, contents: rest.subarray(start, start + length) });
    rest = rest.subarray(start + length);
  }
  return found;
}

function fail(): never {
  throw new KeyError("not-der");
}
