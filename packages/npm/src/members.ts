// Count of the members of all objects, in a text and in the value made of it: they differ where a key stands twice.

/** How many members all objects in a JSON text have: the colons outside of strings. */
export function membersOf(json: string): number {
  let count = 0;
  for (let at = 0; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case 0x22:
        at = endOfString(json, at);
        break;
      case 0x3a:
        count++;
    }
  }
  return count;
}

/** The place of the quote that ends the string which begins here. A search for it is faster than a look at each character. */
function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (isEscaped(json, end)) {
    end = json.indexOf('"', end + 1);
  }
  return end;
}

function isEscaped(json: string, quote: number): boolean {
  let before = quote;
  while (json.charCodeAt(before - 1) === 0x5c) {
    before--;
  }
  return (quote - before) % 2 === 1;
}

/** The smallest integer that is too large, and also what a number reads as that is one smaller. */
export const TWO_TO_63 = 2 ** 63;

/**
 * Whether the value shows all that the schema asks about the text: each key of it, and no integer at the limit.
 *
 * It keeps a list of its own instead of calling itself, since unknown parts may be nested to any depth.
 */
export function showsAll(json: string, value: object): boolean {
  let count = 0;
  const open: object[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const values: unknown[] = Object.values(next);
    count += Array.isArray(next) ? 0 : values.length;
    for (const item of values) {
      if (typeof item === "object" && item !== null) {
        open.push(item);
      } else if (item === TWO_TO_63) {
        return false;
      }
    }
  }
  return count === membersOf(json);
}
