// PEM boundary lines, BEGIN and END (RFC 7468, 2), and those that are damaged.

/** Hyphens, and what word processors make of them. */
const DASH = "[-\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff0d]";
const LETTER = "[\\p{L}\\p{N}]";
const GAP = "[ \\t\\u00a0]*";

/** A whole boundary, wherever in its line it is. Another BEGIN may follow without a line break. */
const WHOLE = new RegExp(`(?<!${DASH})-----(BEGIN|END) (?! )([ -~]+?)(?<! )-----(?:(?!${DASH})|(?=-----BEGIN ))`, "u");

/** What somebody meant as a boundary: a BEGIN or END with dashes of whatever kind on one side or on both. */
const DAMAGED = [
  new RegExp(`(?<!${LETTER})(?:BEGIN|END) +[A-Z][ A-Z]{0,78}${DASH}`, "u"),
  new RegExp(`${DASH}${GAP}(?:BEGIN|END)[^\\n\\r]{0,79}${DASH}`, "u"),
  new RegExp(`${DASH}{2}${GAP}(?:BEGIN|END)[^\\n\\r]{0,79}${DASH}`, "iu"),
  new RegExp(`${DASH}(?:${DASH}${GAP})?(?:BEGIN|END)(?!${LETTER})`, "u"),
];

/** A piece of a text, and the boundary behind it. */
export interface Piece {
  readonly text: string;
  readonly boundary?: { readonly isBegin: boolean; readonly label: string };
}

/** The pieces of a text; undefined for one with a damaged boundary, since the key behind it would be dropped in silence. */
export function* pieces(text: string): Generator<Piece | undefined> {
  let rest = text;
  for (let match = WHOLE.exec(rest); match !== null; match = WHOLE.exec(rest)) {
    const [boundary, word, label = ""] = match;
    yield whole({ text: rest.slice(0, match.index), boundary: { isBegin: word === "BEGIN", label } });
    rest = rest.slice(match.index + boundary.length);
  }
  yield whole({ text: rest });
}

function whole(piece: Piece): Piece | undefined {
  return DAMAGED.some((pattern) => pattern.test(piece.text)) ? undefined : piece;
}
