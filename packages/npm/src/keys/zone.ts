// Text of a DKIM record without the quotes, escapes and comments of zone files, `dig` and DNS panels.

/** A record, maybe with lines behind it; and the rest of the text, where the end of the record is plain. */
export interface Plain {
  readonly record: string;
  readonly rest: string;
}

/** Quotes that begin a record, with those that end it. */
const QUOTES: Record<string, string> = { "'": "'", "`": "`", "“": "”" };

/** Makes the record plain that begins behind `before`. */
export function plainRecord(before: string, text: string): Plain {
  const opening = before.trimEnd().at(-1) ?? "";
  if (opening === '"') {
    return strings(text, /\(\s*[\s"\\]*$/.test(before));
  }
  const close = QUOTES[opening];
  const end = close === undefined ? -1 : text.indexOf(close);
  const inside = end < 0 ? text : text.slice(0, end);
  // Quotes in it come from strings that somebody joined by hand.
  return { record: unescaped(inside).replaceAll('"', ""), rest: end < 0 ? "" : text.slice(end) };
}

/** Without backslashes: one stands in zone files, more of them where JSON is around. No record has a line break. */
function unescaped(text: string): string {
  return text.replace(/\\+([^\\]?)/gu, (_, escaped: string) => (/[nrt]/.test(escaped) ? "\n" : escaped));
}

/**
 * The quoted strings of a record that begins in one (RFC 6376, 3.6.2.2), and what is behind them.
 *
 * White space, parentheses and comments may be between them (RFC 1035, 5.1). Route 53 and JSON write the quotes as `\"`.
 */
function strings(text: string, isGrouped: boolean): Plain {
  let record = "";
  let isInside = true;
  let isComment = false;
  for (const match of text.matchAll(/\\+[^\\]?|[^\\]/gu)) {
    const character = unescaped(match[0]);
    if (!isInside && /[\n\r]/.test(character)) {
      isComment = false;
      // Only parentheses make one record of several lines for sure.
      record += isGrouped ? "" : "\n";
    } else if (isComment) {
    } else if (character === '"') {
      isInside = !isInside;
    } else if (isInside) {
      record += character;
    } else if (character === ";") {
      isComment = true;
    } else if (character === "(" || character === ")") {
      isGrouped = character === "(";
    } else if (character.trim() !== "") {
      return { record, rest: text.slice(match.index) };
    }
  }
  return { record, rest: "" };
}
