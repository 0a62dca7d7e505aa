// Faults that a value made by `JSON.parse` no longer shows: keys that stand twice, and the last digits of integers.

import { objects } from "./generated/objects.js";
import { TWO_TO_63 } from "./members.js";

/** What is wrong with one key of a body. */
export type Fault = "missing" | "duplicate" | "expected";

/** A fault and its place. */
export interface Found {
  readonly pointer: string;
  readonly fault: Fault;
}

/** An object or a list that the reader is inside of. */
class Frame {
  key = "";
  index = 0;

  constructor(
    readonly pointer: string,
    /** The kind of each key of Postal's, if it is an object of Postal's. */
    readonly keys: Record<string, string> | undefined,
    /** The kind of the items, if it is a list of Postal's. */
    readonly item: string | undefined,
    /** The keys so far, if it is an object. */
    readonly seen: Set<string> | undefined,
  ) {}

  /** What stands at this place has to be; undefined where any value is right. */
  get kind(): string | undefined {
    return this.keys === undefined ? this.item : own(this.keys, this.key);
  }

  get place(): string {
    return `${this.pointer}/${this.seen === undefined ? this.index : this.key}`;
  }

  /** The frame of an object or a list at this place. */
  enter(isObject: boolean): Frame {
    const { kind, place } = this;
    const keys = isObject && kind !== undefined ? own(objects, kind) : undefined;
    const item = !isObject && kind?.endsWith("[]") ? kind.slice(0, -2) : undefined;
    // An unknown part needs no place, which would be as long as it is deep.
    return new Frame(kind === undefined ? "" : place, keys, item, isObject ? new Set() : undefined);
  }
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|[{}[\],:]/g;

/** Finds these faults in the text of a body that is an object, in order. Only the keys of Postal's count. */
export function faultsIn(json: string, payload = "object"): Found[] {
  const envelope = { event: "string", timestamp: "timestamp", payload, uuid: "uuid" };
  const found: Found[] = [];
  const outer: Frame[] = [];
  let frame = new Frame("", envelope, undefined, new Set());
  let isKey = true;
  for (const [token] of json.slice(json.indexOf("{") + 1).matchAll(TOKEN)) {
    switch (token[0]) {
      case "{":
      case "[":
        outer.push(frame);
        isKey = token === "{";
        frame = frame.enter(isKey);
        break;
      case "}":
      case "]":
        frame = outer.pop() ?? frame;
        break;
      case ",":
        isKey = frame.seen !== undefined;
        frame.index++;
        break;
      case ":":
        isKey = false;
        break;
      case '"':
        if (isKey) {
          frame.key = JSON.parse(token) as string;
          if (frame.seen?.has(frame.key) && frame.kind !== undefined) {
            found.push({ pointer: frame.place, fault: "duplicate" });
          }
          frame.seen?.add(frame.key);
        }
        break;
      default:
        if (frame.kind === "integer" && Number(token) === TWO_TO_63 && !isExact(token)) {
          found.push({ pointer: frame.place, fault: "expected" });
        }
    }
  }
  return found;
}

/** Whether the digits are 2^63 - 1 at most, although they read as 2^63. */
function isExact(digits: string): boolean {
  return /^\d+$/.test(digits) && BigInt(digits) < 2n ** 63n;
}

/** A key of the object itself: bodies may have keys such as `constructor`. */
function own<T>(object: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
