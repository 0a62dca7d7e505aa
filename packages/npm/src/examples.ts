// Examples of request bodies, byte for byte as Postal sends them.

import { examples as all } from "./built/examples.js";
import type { Events } from "./generated/events.js";

/** An example of a request body. */
export interface Example {
  readonly event: keyof Events;
  /** What is special about it: `typical`, `nulls` and so on. */
  readonly case: string;
  /** The request body. */
  readonly body: string;
}

/** All examples, by event and case. */
export const examples: readonly Example[] = all as readonly Example[];

/** The body of one example; every event has a case `typical`. */
export function example(event: keyof Events, name = "typical"): string {
  const found = examples.find((candidate) => candidate.event === event && candidate.case === name);
  if (found === undefined) {
    const names = examples.filter((candidate) => candidate.event === event).map((candidate) => candidate.case);
    throw new RangeError(`there is no such example; the cases of this event are ${names.join(", ")}`);
  }
  return found.body;
}
