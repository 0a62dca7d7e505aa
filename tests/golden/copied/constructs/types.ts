/**
 * Types of the webhooks of the Postal mail server, of the schemas 2.3.4.
 *
 * They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes before you parse them: the packages of postal-webhooks do, and read what forks write differently.
 */

/**
 * A colour, with values that are no Rust names.
 *
 * - `red`: The colour of fire.
 */
export type Color = KnownColor | (string & {});

/** The values of {@link Color} that this version knows. */
export type KnownColor =
  | "red"
  | "dark-blue"
  | "4xx"
  | "Self"
  | "OK";

/** An object that others hold. */
export interface Part {
  /** Its name. */
  name: string;
  /** Its colour, where it has one. */
  color?: Color;
}

/** A payload of one key, sometimes absent. */
export interface Small {
  /** Whether it is done. */
  done?: boolean;
}

/**
 * Every construct that the rules allow.
 *
 * A second paragraph, with a link: <https://example.com/a_b> and `code[0] <b>`.
 */
export interface Thing {
  /** An object. */
  part: Part;
  /** An enumeration. */
  color: Color;
  /** A time. */
  at: Timestamp;
  /** An integer. */
  id: number;
  /** A boolean. */
  flag: boolean;
  /** A number. */
  ratio: number;
  /** A string. */
  text: string;
  /** A UUID. */
  uuid: string;
  /** A boolean or null. */
  null_flag: boolean | null;
  /** An integer or null. */
  null_id: number | null;
  /** A number or null. */
  null_ratio: number | null;
  /** A string or null. */
  null_text: string | null;
  /** A UUID or null. */
  null_uuid: string | null;
  /** A list. */
  texts: string[];
  /** A list of objects. */
  parts: Part[];
  /** A list of lists. */
  matrix: number[][];
  /** A list with nulls, or null. */
  null_texts: (string | null)[] | null;
  /** A list of UUIDs. */
  uuids: string[];
  /** An object or null. */
  null_part: Part | null;
  /** An enumeration or null. */
  null_color: Color | null;
  /** A time or null. */
  null_at: Timestamp | null;
  /** A list of times and nulls. */
  null_times: (Timestamp | null)[];
  /** A keyword of Rust, sometimes absent. */
  type?: string;
  /** Not in snake case, sometimes absent. */
  camelCase?: number;
  /** An object, sometimes absent. */
  maybe_part?: Part;
  /** A list, sometimes absent. */
  maybe_texts?: string[];
  /** A UUID, sometimes absent. */
  maybe_uuid?: string;
}

/** A point in time. */
export type Timestamp = number;

/** The body of a webhook request of the Postal mail server: an event in its envelope. */
export interface Envelope<Event extends string, Payload> {
  /** The name of the event. */
  event: Event;
  /** When Postal queued the event; the same on every retry. */
  timestamp: Timestamp;
  /** What the event tells; its keys depend on the event. */
  payload: Payload;
  /** Identifies the event for one registered webhook; the same on every retry, and so the key for dropping duplicates. */
  uuid: string;
}

/** The payload of each known event, by the name of the event. */
export interface Events {
  /** Sent when a test is done. */
  ABTestDone: Small;
  /** Sent when a thing happened. */
  ThingHappened: Thing;
  /**
   * Sent when a thing was held.
   *
   * It is red then, and `null_color` is never null.
   */
  ThingHeld: Thing;
}

/** A webhook whose event is known: narrow it by `event`. */
export type KnownWebhook = { [E in keyof Events]: Envelope<E, Events[E]> }[keyof Events];

/** Whether the event is one of {@link Events}; a fork of Postal has others. */
export function isKnown(webhook: Envelope<string, object>): webhook is KnownWebhook {
  return EVENTS.has(webhook.event);
}

const EVENTS: ReadonlySet<string> = new Set<keyof Events>(["ABTestDone", "ThingHappened", "ThingHeld"]);
