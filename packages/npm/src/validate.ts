// Validation against the published JSON Schemas: everything that is wrong with a webhook, and where.

import { validate as strict } from "./built/strict.js";
import { validate as tolerant } from "./built/tolerant.js";
import { type Compiled, type Violation, violationsOf } from "./violations.js";

export type { Violation } from "./violations.js";

/**
 * Which of the published schemas.
 *
 * - `tolerant`: for receivers. Unknown keys, events and values of enumerations pass.
 * - `strict`: for tests and senders. Nothing passes that Postal 3 does not send.
 */
export type Profile = "tolerant" | "strict";

/**
 * Checks a webhook, as `JSON.parse` gives it, against a published schema.
 *
 * @returns All violations; none if it is valid.
 */
export function validate(webhook: unknown, profile: Profile = "tolerant"): Violation[] {
  const check = compiled(profile);
  return check(webhook) ? [] : violationsOf(check.errors ?? []);
}

function compiled(profile: Profile): Compiled {
  switch (profile) {
    case "tolerant":
      return tolerant;
    case "strict":
      return strict;
    default:
      throw new RangeError("the profile is tolerant or strict");
  }
}
