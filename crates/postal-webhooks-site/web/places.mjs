// Where each part of a JSON text stands: a reader as strict as `JSON.parse`, which keeps the places.

/** What is no JSON, with where it stops to be. */
export class NotJson extends Error {
  constructor(message, at) {
    super(message);
    this.at = at;
  }
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const WORD = /true|false|null/y;
const BLANK = /[ \t\n\r]*/y;
/** Deeper than any webhook; a text of brackets alone must not overflow the stack. */
const DEEPEST = 500;

/**
 * The places of a JSON text: of each JSON Pointer the begin and the end of its value, and those of its key.
 * Of a key that stands twice it has the second one.
 */
export function places(text) {
  const found = new Map();
  let at = 0;
  const taken = (pattern) => {
    pattern.lastIndex = at;
    const [match] = pattern.exec(text) ?? [];
    at += match?.length ?? 0;
    return match;
  };
  const fail = (what) => {
    throw new NotJson(at >= text.length ? `the text ends where ${what} is due` : `${what} is due here`, at);
  };
  const take = (character) => {
    taken(BLANK);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };
  const string = (what) => {
    const match = taken(STRING);
    if (match !== undefined) return JSON.parse(match);
    if (text[at] === '"') throw new NotJson("this string has no end, or holds what must be escaped", at);
    return fail(what);
  };
  const value = (pointer, key, depth) => {
    if (depth > DEEPEST) throw new NotJson("it is nested too deep to be shown", at);
    taken(BLANK);
    const from = at;
    if (take("{")) {
      if (!take("}")) {
        do {
          taken(BLANK);
          const keyFrom = at;
          const name = string("a key in quotes");
          const keyTo = at;
          if (!take(":")) fail("a colon");
          value(`${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, [keyFrom, keyTo], depth + 1);
        } while (take(","));
        if (!take("}")) fail("a comma or }");
      }
    } else if (take("[")) {
      if (!take("]")) {
        let index = 0;
        do {
          value(`${pointer}/${index}`, undefined, depth + 1);
          index += 1;
        } while (take(","));
        if (!take("]")) fail("a comma or ]");
      }
    } else if (text[at] === '"') {
      string("a value");
    } else if (taken(NUMBER) === undefined && taken(WORD) === undefined) {
      fail("a value");
    }
    found.set(pointer, { from, to: at, key });
  };
  value("", undefined, 0);
  taken(BLANK);
  if (at < text.length) throw new NotJson("nothing more is due here", at);
  return found;
}

/** Line and column of a place, both from 1; the column counts characters as editors do. */
export function lineAndColumn(text, at) {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: [...before.at(-1)].length + 1 };
}
