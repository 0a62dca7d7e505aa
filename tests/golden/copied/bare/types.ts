/**
 * Types of the webhooks of the Postal mail server, of the schemas 1.0.0.
 *
 * They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes before you parse them: the packages of postal-webhooks do, and read what forks write differently.
 */

/** A payload of one boolean. */
export interface Flag {
  /** A flag. */
  flag: boolean;
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
  /** Sent when a thing is made. */
  Made: Flag;
}

/** A webhook whose event is known: narrow it by `event`. */
export type KnownWebhook = { [E in keyof Events]: Envelope<E, Events[E]> }[keyof Events];

/** Whether the event is one of {@link Events}; a fork of Postal has others. */
export function isKnown(webhook: Envelope<string, object>): webhook is KnownWebhook {
  return EVENTS.has(webhook.event);
}

const EVENTS: ReadonlySet<string> = new Set<keyof Events>(["Made"]);
