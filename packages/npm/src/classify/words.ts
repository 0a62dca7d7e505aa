// Words of a text, as phrases are looked for in them: without punctuation, accents and capitals.

import { rules } from "../built/rules.js";

/** A word, and the number of its sentence. */
export interface Word {
  readonly text: string;
  readonly sentence: number;
}

const SEPARATORS = /[\p{White_Space}<>()[\]",:]+/u;
/** Ideographs and kana, each of which is a word. */
const IDEOGRAPH = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/;
const LETTER = /[\p{Alphabetic}\p{Nd}\p{Nl}\p{No}]/u;

/** The plain letters of those with accents. */
const PLAIN = /* @__PURE__ */ new Map(
  Object.entries(rules.fold).flatMap(([plain, accented]) => [...accented].map((letter) => [letter, plain] as const)),
);

/** The words of some lines. The end of a line ends no sentence. */
export function wordsOf(lines: readonly string[]): Word[] {
  const words: Word[] = [];
  let sentence = 0;
  for (const token of lines.flatMap((line) => line.split(SEPARATORS))) {
    if (token === "") {
      continue;
    }
    for (const text of wordsOfToken(token)) {
      words.push({ text, sentence });
    }
    if (/[.!?;]$/.test(token)) {
      sentence++;
    }
  }
  return words;
}

function wordsOfToken(token: string): string[] {
  const address = isAddress(token);
  // `a@example.com...User unknown`: what stands behind an address.
  const behind = address ? /\.\.(.*)/s.exec(token)?.[1] : token;
  // What a URL asks for says nothing: `?ip=192.0.2.1`.
  const [text = ""] = (behind ?? "").split("?");
  const words = /^[ -~]*$/.test(text)
    ? text
        .replace(/['`]/g, "")
        .toLowerCase()
        .split(/[^a-z0-9]+/)
    : wordsOfLetters(text);
  return [...(address ? ["@"] : []), ...words].filter((word) => word !== "");
}

/** `a@example.com`, or the `@` of a phrase; no URL without its scheme, whose host says something. */
function isAddress(token: string): boolean {
  const at = token.indexOf("@");
  return token === "@" || (!token.startsWith("//") && at > 0 && at < token.length - 1);
}

function wordsOfLetters(text: string): string[] {
  const words = [""];
  for (const letter of text) {
    if (IDEOGRAPH.test(letter)) {
      words.push(letter, "");
    } else if (LETTER.test(letter)) {
      words.push((words.pop() ?? "") + (PLAIN.get(letter) ?? letter.toLowerCase()));
    } else if (!/['’`]/.test(letter)) {
      words.push("");
    }
  }
  return words;
}
