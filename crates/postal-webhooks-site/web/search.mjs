// The search itself: words of titles and headings count most, beginnings and slips of the key are found too.
import MiniSearch from "minisearch";
import { element } from "./element.mjs";

/** How much of a part is shown around the first word that was found. */
const BEFORE = 30;
const LENGTH = 120;

/** Loads what is searched, and gives the function that searches it. */
export async function load(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} is ${response.status}`);
  const entries = await response.json();
  const search = new MiniSearch({
    idField: "url",
    fields: ["title", "heading", "text"],
    storeFields: ["title", "heading", "url", "text"],
    tokenize: words,
    searchOptions: {
      boost: { title: 4, heading: 3 },
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.25 : false),
      combineWith: "AND",
      // A page before the parts of others.
      boostDocument: (_url, _term, { heading }) => (heading === "" ? 1.6 : 1),
    },
  });
  search.addAll(entries);
  return (text) => search.search(text).map((found) => ({ ...found, excerpt: excerpt(found) }));
}

/** Words, and the parts of names: `MessageSent` is found by `sent`, and `X-Postal-Signature` by `signature`. */
function words(text) {
  const whole = text.split(/[^\p{L}\p{N}_-]+/u).filter(Boolean);
  return whole.flatMap((word) => {
    const parts = word.split(/[_-]|(?<=[a-z0-9])(?=[A-Z])/).filter(Boolean);
    return parts.length > 1 ? [word, ...parts] : [word];
  });
}

/** A piece of the text, with the words that were found in it. */
function excerpt({ text, terms }) {
  const found = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(${found.join("|")})`, "iu");
  const first = Math.max(text.search(pattern), 0);
  // From the beginning of a word.
  const from = first <= BEFORE ? 0 : text.indexOf(" ", first - BEFORE) + 1;
  // And to the end of one.
  const end = text.length <= from + LENGTH ? text.length : text.lastIndexOf(" ", from + LENGTH);
  const shown = text.slice(from, end > first ? end : from + LENGTH);
  const pieces = shown.split(new RegExp(pattern, "giu"));
  const marked = pieces.map((piece, at) => (at % 2 === 1 ? element("mark", {}, piece) : piece));
  return [from > 0 ? "… " : "", ...marked, from + shown.length < text.length ? " …" : ""];
}
