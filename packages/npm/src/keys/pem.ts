// Keys in PEM (RFC 7468), also as they come out of environment variables; and the bare base64 between its lines.

import { decode } from "../text.js";
import { fromBase64 } from "./base64.js";
import { pieces } from "./boundary.js";
import { keyFromDer } from "./der.js";
import { KeyError, KeySetError } from "./errors.js";
import type { PublicKey } from "./public-key.js";
import { at, checkLength, KeySet } from "./set.js";

/**
 * Reads every block `PUBLIC KEY` or `RSA PUBLIC KEY` of a PEM text.
 *
 * Blocks may be indented or on one line, line breaks may be written as `\n`, and the whole may be in quotes or in
 * base64 once more. Text around the blocks is ignored, as long as it holds no key.
 *
 * @throws {KeySetError} If there is no complete block, or any of them is no usable public key.
 */
export async function keysFromPem(pem: string): Promise<KeySet> {
  checkLength(new TextEncoder().encode(pem));
  const keys: PublicKey[] = [];
  let open: string | undefined;
  for (const piece of pieces(unwrapped(pem))) {
    const { text, boundary } = piece ?? refuse();
    const isBlock = open !== undefined;
    // A BEGIN and its END have the same label, and nothing stands between them but the key.
    if (
      isBlock ? boundary?.isBegin !== false || boundary.label !== open : boundary?.isBegin === false || hasKey(text)
    ) {
      refuse();
    }
    if (isBlock) {
      keys.push(await at(keys.length, readBlock(boundary?.label ?? "", text)));
    }
    open = isBlock ? undefined : boundary?.label;
  }
  return keys.length > 0 ? new KeySet(keys) : refuse();
}

function refuse(): never {
  throw new KeySetError("not-pem");
}

/** The PEM text inside of base64: variables that may not hold a line break are often set to that. */
function unwrapped(text: string): string {
  const bytes = fromBase64(compact(unquoted(text)));
  const inner = bytes && decode(bytes);
  return inner?.includes("-----BEGIN ") ? inner : text;
}

async function readBlock(label: string, base64: string): Promise<PublicKey> {
  switch (label) {
    // Both structures are tried under both labels: they cannot be taken for one another.
    case "PUBLIC KEY":
    case "RSA PUBLIC KEY":
      return keyFromBase64(base64);
    case "EC PUBLIC KEY":
    case "DSA PUBLIC KEY":
      throw new KeyError("not-rsa");
    default:
      throw new KeyError(label.endsWith("PRIVATE KEY") ? "private" : "other-pem");
  }
}

/** Reads the base64 of a key's DER, in lines or not. */
export async function keyFromBase64(text: string): Promise<PublicKey> {
  const der = fromBase64(compact(text));
  if (der === undefined) {
    throw new KeyError("not-base64");
  }
  return keyFromDer(der);
}

/** The text without the quotes that a variable's value is written in. */
function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/s, "$2");
}

/** The text without white space, also where that is written as an escape: base64 itself has no backslash. */
function compact(text: string): string {
  return text.replace(/\\+(?:[nrt\s]|$)|\\+(\/)|\s/g, "$1");
}

/** Whether commentary holds a key, whose boundaries are lost. */
export function hasKey(text: string): boolean {
  return keysIn(text).length > 0;
}

/** The beginnings of keys in a text, each with its first 60 digits. */
export function keysIn(text: string): string[] {
  // The letter of an escape is none of the key.
  const runs = text.split(/[^A-Za-z0-9+/]+/).map((run) => run.replace(/^[nrt]+/, "").slice(0, 60));
  return runs.filter((run) => run.length === 60 && beginsKey(run.slice(0, 40)));
}

/** Whether base64 begins as a `SubjectPublicKeyInfo`, an `RSAPublicKey` or a private key does. */
function beginsKey(base64: string): boolean {
  const binary = atob(base64);
  const code = (at: number): number => binary.charCodeAt(at);
  // A sequence with its length in one or two bytes more, and an integer in it; or `rsaEncryption`, but for its last byte.
  const hasInteger = code(code(1) === 0x81 ? 3 : 4) === 0x02 && (code(1) === 0x81 || code(1) === 0x82);
  return code(0) === 0x30 && (hasInteger || binary.includes("\x2a\x86\x48\x86\xf7\x0d\x01\x01"));
}
