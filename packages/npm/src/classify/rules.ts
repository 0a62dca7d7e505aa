// Form of the published rules, `rules.json`.

import type { Certainty, FailureKind } from "../generated/delivery.js";

/** A rule holds if each condition that it has holds. */
export interface Rule {
  readonly source: string;
  readonly codes: readonly number[];
  readonly statuses: readonly { readonly subject: number; readonly first: number; readonly last: number }[];
  readonly phrases: readonly string[];
}

/** Rules of one meaning. */
export interface Topic {
  readonly name: string;
  readonly kind: FailureKind;
  readonly certainty: Certainty;
  readonly rules: readonly Rule[];
}

/** The document. */
export interface Rules {
  readonly gap: number;
  readonly fold: Readonly<Record<string, string>>;
  readonly output: { readonly refusedData: string; readonly dummyReply: string };
  readonly http: {
    readonly rule: string;
    readonly source: string;
    readonly before: string;
    readonly after: string;
    readonly statuses: readonly { readonly first?: number; readonly last: number; readonly kind: FailureKind }[];
  };
  readonly details: {
    readonly rule: string;
    readonly source: string;
    readonly texts: readonly { readonly start: string; readonly kind: FailureKind; readonly withoutReply: boolean }[];
  };
  readonly topics: readonly Topic[];
}
