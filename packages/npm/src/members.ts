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

/** The place of the quote that ends the string which begins here. */
function endOfString(json: string, start: number): number {
  let at = start + 1;
  for (let code = json.charCodeAt(at); code !== 0x22; code = json.charCodeAt(at)) {
    at += code === 0x5c ? 2 : 1;
  }
  return at;
}

/** The smallest integer that is too large, and also what a number reads as that is one smaller. */
export const TWO_TO_63 = 2 ** 63;

/**
 * Whether the value shows all that the schema asks about the text: each key of it, and no integer at the limit.
 *
 * It keeps a list of its own instead of calling itself, since unknown parts may be nested to any depth.
 */
export function showsAll(json: string, value: unknown): boolean {
  let count = 0;
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const values: unknown[] = Array.isArray(next) ? next : Object.values(next as object);
    count += values === next ? 0 : values.length;
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
