// Types of a whole webhook: the known events, and room for all others.

import type { Envelope, Events } from "./generated/events.js";

export type * from "./generated/events.js";
export type * from "./generated/types.js";

/** An object of JSON. */
export interface JsonObject {
  [key: string]: unknown;
}

/**
 * The name of an event that this version does not know: at run time a plain string.
 *
 * It is an enumeration in the types alone, because `string` would keep `switch` from narrowing on `event`.
 */
export declare enum UnknownEvent {
  name = "",
}

/** A webhook whose event is one of {@link Events}; a comparison of `event` tells the type of `payload`. */
export type KnownWebhook = { [E in keyof Events]: Envelope<E, Events[E]> }[keyof Events];

/** One webhook request of Postal, of a known event or of one that a newer Postal or a fork sends. */
export type Webhook = KnownWebhook | Envelope<UnknownEvent, JsonObject>;
