// What the documents for programs must hold: all examples of all events, and nothing else.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/** One line for each example that a document does not have, or has otherwise; `examplesOf` gives a map of them. */
export function missingExamples({ dist, index, examplesOf }) {
  const problems = [];
  for (const event of index.events) {
    const held = examplesOf(event.name);
    for (const [name, file] of Object.entries(event.examples)) {
      const body = JSON.parse(readFileSync(join(dist, file), "utf8"));
      if (!held.has(name)) {
        problems.push(`${event.name}: the example ${name} is missing`);
      } else if (!isDeepStrictEqual(held.get(name), body)) {
        problems.push(`${event.name}: the example ${name} is not ${file}`);
      }
    }
    const more = held.size - Object.keys(event.examples).length;
    if (more > 0) {
      problems.push(`${event.name}: ${more} examples are not in schema/examples`);
    }
  }
  return problems;
}
