// Search for many phrases at once in the words of a text.

import { rules } from "../built/rules.js";
import { type Word, wordsOf } from "./words.js";

/** Where a phrase belongs, and its words; other words may stand between the parts. */
interface Phrase<T> {
  readonly owner: T;
  readonly parts: readonly (readonly string[])[];
}

/** Phrases by the word that they begin with. */
export class Phrases<T> {
  readonly #byFirstWord = new Map<string, Phrase<T>[]>();

  add(phrase: string, owner: T): void {
    const parts = phrase.split(" … ").map((part) => wordsOf([part]).map((word) => word.text));
    const first = parts[0]?.[0] ?? "";
    const others = this.#byFirstWord.get(first);
    if (others === undefined) {
      this.#byFirstWord.set(first, [{ owner, parts }]);
    } else {
      others.push({ owner, parts });
    }
  }

  /** The owners of all phrases that stand in the lines: those at earlier words first, then in the order of adding. */
  *find(lines: readonly string[]): Generator<T> {
    const words = wordsOf(lines);
    for (const [place, word] of words.entries()) {
      for (const { owner, parts } of this.#byFirstWord.get(word.text) ?? []) {
        if (standsAt(words, place, parts)) {
          yield owner;
        }
      }
    }
  }
}

function standsAt(
  words: readonly Word[],
  place: number,
  [first = [], ...others]: readonly (readonly string[])[],
): boolean {
  if (!isPart(words, place, first)) {
    return false;
  }
  let next = place + first.length;
  for (const part of others) {
    const start = nextPart(words, next, part);
    if (start === undefined) {
      return false;
    }
    next = start + part.length;
  }
  return true;
}

/** The first place of a part with few words before it, all in the sentence of the word before them. */
function nextPart(words: readonly Word[], from: number, part: readonly string[]): number | undefined {
  const sentence = words[from - 1]?.sentence;
  for (let start = from; start <= from + rules.gap && words[start]?.sentence === sentence; start++) {
    if (isPart(words, start, part)) {
      return start;
    }
  }
  return undefined;
}

function isPart(words: readonly Word[], place: number, part: readonly string[]): boolean {
  return part.every((text, n) => words[place + n]?.text === text);
}
