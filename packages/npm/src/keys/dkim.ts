// DKIM key record (RFC 6376, 3.6.1): how Postal published its key before it had a JWKS.

import { type KeyErrorReason, KeySetError } from "./errors.js";
import { keyFromBase64, keysIn } from "./pem.js";
import type { PublicKey } from "./public-key.js";
import { at, checkLength, KeySet } from "./set.js";
import { plainRecord } from "./zone.js";

/** A record has no more lines than this: a key of 8192 bits in lines of 64 digits has 22. */
const MAX_LINES = 100;

/** Where `v=DKIM1;` is, with white space around each part. */
const START = /(?<![\p{L}\p{N}])v\s*=\s*dkim1\s*\\*;/giu;

/**
 * Reads the record that `postal default-dkim-record` prints: `v=DKIM1; t=s; h=sha256; p=…;`.
 *
 * Other text around it is ignored, and it may be in quoted strings, as `dig`, zone files and DNS panels write it.
 *
 * @throws {KeySetError} If there is no record, more than one, or its key is not usable.
 */
export async function keysFromDkimRecord(text: string): Promise<KeySet> {
  checkLength(new TextEncoder().encode(text));
  const starts = Array.from(text.matchAll(START), (match) => match.index);
  if (starts.length === 0) {
    // The version need not be there.
    starts.push(text.indexOf('"') + 1);
  }
  const records = starts.map((start, n) => plainRecord(text.slice(0, start), text.slice(start, starts[n + 1])));

  // A key anywhere else could be the right one as well.
  const around = [text.slice(0, starts[0]), ...records.flatMap(({ record, rest }) => [record, rest])];
  const isOne = new Set(around.flatMap(keysIn)).size < 2;

  const results = await Promise.all(records.map(({ record }) => readRecord(record)));
  const errors = results.filter((result): result is KeySetError => result instanceof KeySetError);
  const key = results.find((result): result is PublicKey => !(result instanceof KeySetError));
  const error = errors.reduce(worse, new KeySetError("not-dkim"));
  if (key === undefined) {
    throw error;
  }
  if (error.reason === "key" || !isOne) {
    throw new KeySetError("not-dkim");
  }
  return new KeySet([key]);
}

/** Reads as many lines as make a whole key. That is no guess: DER tells its own length, so no key begins another. */
async function readRecord(record: string): Promise<PublicKey | KeySetError> {
  let error = new KeySetError("not-dkim");
  const ends = Array.from(record.matchAll(/[\n\r]/g), (match) => match.index);
  for (const end of [...ends.slice(0, MAX_LINES), record.length]) {
    try {
      return await readTags(record.slice(0, end));
    } catch (next) {
      if (!(next instanceof KeySetError)) {
        throw next;
      }
      error = worse(error, next);
    }
  }
  return error;
}

/** The error that says more: that of a key, which may still be empty since it begins in the next line. */
function worse(first: KeySetError, second: KeySetError): KeySetError {
  return weight(second) > weight(first) ? second : first;
}

function weight(error: KeySetError): number {
  if (error instanceof TagTwice) {
    return 2;
  }
  const [key] = error.rejected;
  return key === undefined ? 0 : key.reason === "revoked" ? 1 : 2;
}

/** A tag that is there twice makes the whole record invalid (RFC 6376, 3.2). */
class TagTwice extends KeySetError {}

async function readTags(record: string): Promise<PublicKey> {
  const { v = "DKIM1", k = "rsa", p } = tags(record);
  if (v.toUpperCase() !== "DKIM1") {
    throw new KeySetError("not-dkim");
  }
  if (k.toLowerCase() !== "rsa") {
    throw refused("not-rsa");
  }
  if (p === undefined) {
    throw new KeySetError("not-dkim");
  }
  if (p === "") {
    throw refused("revoked");
  }
  return at(0, keyFromBase64(p));
}

function refused(reason: KeyErrorReason): KeySetError {
  return new KeySetError("key", [{ index: 0, reason }]);
}

/** The values of the tags that matter here. What is no tag behind `p=…;` is no part of the record. */
function tags(record: string): { v?: string; k?: string; p?: string } {
  const found: Record<string, string> = {};
  for (const tag of record.split(";").map((part) => part.trim())) {
    const equals = tag.indexOf("=");
    if (tag !== "" && equals < 0) {
      if (found.p !== undefined) {
        break;
      }
      throw new KeySetError("not-dkim");
    }
    const name = tag.slice(0, Math.max(equals, 0)).trimEnd();
    if (["v", "k", "p"].includes(name)) {
      if (found[name] !== undefined) {
        throw new TagTwice("not-dkim");
      }
      found[name] = tag.slice(equals + 1).trim();
    }
  }
  return found;
}
