/**
 * Types of the webhooks of the Postal mail server, of the schemas 1.1.0.
 *
 * They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes before you parse them: the packages of postal-webhooks do, and read what forks write differently.
 */

/**
 * The result of one attempt to deliver a message.
 *
 * Each value belongs to exactly one event. The values are not the words that Postal's documentation uses in its text.
 *
 * - `Sent`: The message was delivered, as `MessageSent` says.
 * - `SoftFail`: The attempt failed for now and Postal will try again, as `MessageDelayed` says.
 * - `HardFail`: The message cannot be delivered and Postal will not try again by itself, as `MessageDeliveryFailed` says.
 * - `Held`: Postal keeps the message back until somebody releases it, as `MessageHeld` says.
 */
export type DeliveryStatus = KnownDeliveryStatus | (string & {});

/** The values of {@link DeliveryStatus} that this version knows. */
export type KnownDeliveryStatus =
  | "Sent"
  | "SoftFail"
  | "HardFail"
  | "Held";

/**
 * The way a message goes through Postal.
 *
 * - `outgoing`: The message was sent by a user of the mail server, to the outside.
 * - `incoming`: The message came from outside, for a route of the mail server or for its return path.
 */
export type Direction = KnownDirection | (string & {});

/** The values of {@link Direction} that this version knows. */
export type KnownDirection =
  | "outgoing"
  | "incoming";

/**
 * The result of one DNS check of a domain.
 *
 * - `OK`: The record is there and is what Postal asks for.
 * - `Missing`: The record was not found, or none of the MX records leads to Postal.
 * - `Invalid`: There is a record, but it is not what Postal asks for.
 */
export type DnsStatus = KnownDnsStatus | (string & {});

/** The values of {@link DnsStatus} that this version knows. */
export type KnownDnsStatus =
  | "OK"
  | "Missing"
  | "Invalid";

/**
 * The payload of `DomainDNSError`: all results of the last DNS check of a domain.
 *
 * At least one status is not `OK`.
 */
export interface DomainDnsError {
  /** The mail server that the domain belongs to. */
  server: Server;
  /** The name of the domain. */
  domain: string;
  /**
   * The identifier of the domain.
   *
   * It is not the `uuid` of the envelope, which identifies the event.
   */
  uuid: string;
  /** When the check was made. */
  dns_checked_at: Timestamp;
  /** The result of the check of the SPF record of the domain. */
  spf_status: DnsStatus;
  /**
   * What is wrong, as a sentence for people.
   *
   * It is null exactly when `spf_status` is `OK`.
   */
  spf_error: string | null;
  /** The result of the check of the DKIM record of the domain. */
  dkim_status: DnsStatus;
  /**
   * What is wrong, as a sentence for people.
   *
   * It is null exactly when `dkim_status` is `OK`.
   */
  dkim_error: string | null;
  /** The result of the check of the MX records of the domain. */
  mx_status: DnsStatus;
  /**
   * What is wrong, as a sentence for people.
   *
   * It is null exactly when `mx_status` is `OK`. Postal's documentation shows a null beside `Missing`: read that too.
   */
  mx_error: string | null;
  /** The result of the check of the return path record (a CNAME) of the domain. */
  return_path_status: DnsStatus;
  /**
   * What is wrong, as a sentence for people.
   *
   * It is null exactly when `return_path_status` is `OK`.
   */
  return_path_error: string | null;
}

/**
 * A message as every message event shows it.
 *
 * Only a few fields of the message are sent, never its body. Message events do not name their mail server: give each mail server a webhook URL of its own if you have to tell them apart.
 */
export interface Message {
  /**
   * The number of the message, at least 1 and at most 2147483647.
   *
   * It is unique only inside one mail server.
   */
  id: number;
  /**
   * The random token of the message.
   *
   * It has 16 characters since Postal 3.0.0 and had 12 before.
   */
  token: string;
  /** Whether the message goes out or came in. */
  direction: Direction;
  /**
   * The `Message-ID` header of the mail, without the angle brackets.
   *
   * It is null when the mail has no such header.
   */
  message_id: string | null;
  /**
   * The address in the envelope that the message goes to (`RCPT TO`).
   *
   * It is null when the message has no such address. It need not be a clean e-mail address.
   */
  to: string | null;
  /**
   * The address in the envelope that the message comes from (`MAIL FROM`).
   *
   * It is null for the empty sender `<>`, which is typical of bounces. It need not be a clean e-mail address.
   */
  from: string | null;
  /**
   * The subject of the mail, decoded.
   *
   * It is null when the mail has no subject. It can hold any character, even `U+0000`; bytes that are not UTF-8 arrive as `U+FFFD`. It has at most 200 characters since Postal 2.0.0.
   */
  subject: string | null;
  /** When Postal received the message. */
  timestamp: Timestamp;
  /**
   * What the spam check found.
   *
   * It is never null: a message that was not checked has `NotChecked`.
   */
  spam_status: SpamStatus;
  /**
   * The tag that the sender gave the message.
   *
   * It is null when there is none. The empty string is possible too.
   */
  tag: string | null;
}

/**
 * The payload of `MessageBounced`: a message and the mail that came back for it.
 *
 * It has no reason, no code and no time of its own.
 */
export interface MessageBounce {
  /**
   * The message that the returned mail is about.
   *
   * Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before the event went out, and a key `_original_message` held its number.
   */
  original_message: Message;
  /**
   * The mail that came back.
   *
   * Its `from` is null for most bounces. Postal always sends it since 3.0.0. Before, it was missing when the mail was deleted before the event went out, and a key `_bounce` held its number.
   */
  bounce: Message;
}

/** The payload of `MessageLinkClicked`: one request for a tracked link. */
export interface MessageLinkClick {
  /**
   * The message that holds the link.
   *
   * Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before the event went out, and a key `_message` held its number.
   */
  message: Message;
  /**
   * The address that the link leads to.
   *
   * It need not be a valid URI. Before Postal 3.0.0 it may hold `&amp;` in place of `&`, as the HTML of the mail had it.
   */
  url: string;
  /**
   * The random token of the link.
   *
   * It has 16 characters since Postal 3.0.0 and had 8 before.
   */
  token: string;
  /** The IP address that the request came from, version 4 or 6. */
  ip_address: string;
  /**
   * The `User-Agent` header of the request.
   *
   * It is null when the request has none.
   */
  user_agent: string | null;
}

/** The payload of `MessageLoaded`: one request for the tracking image of a message. */
export interface MessageLoad {
  /**
   * The message that holds the image.
   *
   * Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before the event went out, and a key `_message` held its number.
   */
  message: Message;
  /** The IP address that the request came from, version 4 or 6. */
  ip_address: string;
  /**
   * The `User-Agent` header of the request.
   *
   * It is null when the request has none.
   */
  user_agent: string | null;
}

/**
 * The payload of the four message status events: one attempt to deliver one message.
 *
 * `MessageSent`, `MessageDelayed`, `MessageDeliveryFailed` and `MessageHeld` carry it, for outgoing and for incoming messages.
 */
export interface MessageStatus {
  /** The message that was to be delivered. */
  message: Message;
  /**
   * The result of the attempt, one to one with the event.
   *
   * `MessageSent` has `Sent`, `MessageDelayed` has `SoftFail`, `MessageDeliveryFailed` has `HardFail`, `MessageHeld` has `Held`.
   */
  status: DeliveryStatus;
  /**
   * What happened, as a sentence for people.
   *
   * Postal's code does not rule out null. It has at most 250 characters since Postal 2.3.2 and had at most 512 before.
   */
  details: string | null;
  /**
   * What the other side answered: its SMTP reply, or the body of its HTTP response.
   *
   * It is never null: it is the empty string when there is no answer. It may have several lines. It has at most 250 characters since Postal 2.3.2 and was not cut before 2.1.3. Older versions keep the line break at its end.
   */
  output: string;
  /**
   * Whether the connection of the attempt was encrypted with TLS.
   *
   * It is null when Postal itself decided the result without an attempt: for every held message and for every failure of that kind. It is true or false, never 0 or 1.
   */
  sent_with_ssl: boolean | null;
  /** When the attempt was made. */
  timestamp: Timestamp;
  /**
   * How long the attempt took, in seconds with two decimals.
   *
   * It is null where `sent_with_ssl` is null, and also when no mail server of the recipient could be reached (`No SMTP servers were available`).
   */
  time: number | null;
}

/** The payload of the two send limit events: how much a mail server has sent, and how much it may send. */
export interface SendLimit {
  /** The mail server that the limit belongs to. */
  server: Server;
  /** How many outgoing messages the mail server has sent in the last hour. */
  volume: number;
  /**
   * How many outgoing messages the mail server may send in an hour.
   *
   * It is null only when the limit was removed just before the event was queued.
   */
  limit: number | null;
}

/**
 * A mail server inside Postal.
 *
 * One Postal installation holds many mail servers, each of which belongs to an organization.
 */
export interface Server {
  /** The identifier of the mail server. */
  uuid: string;
  /** The name of the mail server, as people read it. */
  name: string;
  /**
   * The short name of the mail server, as it stands in the addresses of the web interface.
   *
   * It is unique only inside one organization.
   */
  permalink: string;
  /**
   * The short name of the organization that the mail server belongs to.
   *
   * It is null when there is no such organization any more.
   */
  organization: string | null;
}

/**
 * What Postal's spam check found for a message.
 *
 * - `NotChecked`: The message was not checked for spam.
 * - `NotSpam`: The message was checked and its score is not above the threshold of the mail server.
 * - `Spam`: The message was checked and its score is above the threshold of the mail server.
 */
export type SpamStatus = KnownSpamStatus | (string & {});

/** The values of {@link SpamStatus} that this version knows. */
export type KnownSpamStatus =
  | "NotChecked"
  | "NotSpam"
  | "Spam";

/**
 * A point in time as seconds since 1970-01-01T00:00:00Z, with a fraction.
 *
 * Postal keeps microseconds. About a quarter of its timestamps print seven decimals, one off in the last place: round to microseconds, never truncate. Postal always writes a decimal point and never an exponent.
 */
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
  /**
   * Sent when a check of the DNS records of a domain finds an error.
   *
   * It repeats about every one or two hours for each domain, until the records are fixed. No event tells that they are. Only the automatic checks of the domains of a mail server send it. A missing MX record or return path record alone does not.
   */
  DomainDNSError: DomainDnsError;
  /**
   * Sent when a mail comes back for a message that was accepted before.
   *
   * Every mail to the return path that quotes a message of this mail server counts: delay notices and automatic replies too. A recipient can forge one. The event does not tell why the mail came back.
   */
  MessageBounced: MessageBounce;
  /**
   * Sent each time an attempt to deliver a message fails and Postal will try again.
   *
   * It repeats: there is one event for each soft failure, at most 18 for one message by default, and `MessageDeliveryFailed` after the last. It comes for incoming messages too.
   */
  MessageDelayed: MessageStatus;
  /**
   * Sent when a message cannot be delivered.
   *
   * Either the other side refused the message for good, or Postal gave up: by itself or after the last soft failure. Postal does not try again by itself, but `MessageSent` can still follow when somebody tries again by hand. It comes for incoming messages too.
   */
  MessageDeliveryFailed: MessageStatus;
  /**
   * Sent when Postal holds a message back.
   *
   * The message waits until somebody releases it or the hold ends. `sent_with_ssl` and `time` are always null, since nothing was sent. It can repeat for the same message, and `MessageSent` can follow it. It comes for incoming messages too.
   */
  MessageHeld: MessageStatus;
  /**
   * Sent when a tracked link in a message is requested.
   *
   * It comes only where click tracking is on. It repeats: there is one event for each HTTP request. Scanners and prefetchers count, so it does not prove that a person clicked.
   */
  MessageLinkClicked: MessageLinkClick;
  /**
   * Sent when the tracking image in a message is requested.
   *
   * It comes only where open tracking is on. It repeats: there is one event for each HTTP request. Scanners and prefetchers count, so it does not prove that a person read the message. Postal's older documentation leaves this event out.
   */
  MessageLoaded: MessageLoad;
  /**
   * Sent when a message was delivered to its recipient or endpoint.
   *
   * The other side has accepted the message; a bounce can still follow. It comes for incoming messages too, which an endpoint of the mail server has then accepted. It can follow `MessageHeld` or `MessageDeliveryFailed` for the same message, when somebody tries again by hand.
   */
  MessageSent: MessageStatus;
  /**
   * Sent shortly after a mail server reaches 90 percent of its send limit.
   *
   * It comes at most once an hour for each mail server. Only a webhook that subscribes to all events receives it.
   */
  SendLimitApproaching: SendLimit;
  /**
   * Sent shortly after a mail server exceeds its send limit.
   *
   * Postal holds further outgoing messages until the volume is below the limit again. It comes at most once an hour for each mail server. Only a webhook that subscribes to all events receives it.
   */
  SendLimitExceeded: SendLimit;
}

/** A webhook whose event is known: narrow it by `event`. */
export type KnownWebhook = { [E in keyof Events]: Envelope<E, Events[E]> }[keyof Events];

/** Whether the event is one of {@link Events}; a fork of Postal has others. */
export function isKnown(webhook: Envelope<string, object>): webhook is KnownWebhook {
  return EVENTS.has(webhook.event);
}

const EVENTS: ReadonlySet<string> = new Set<keyof Events>(["DomainDNSError", "MessageBounced", "MessageDelayed", "MessageDeliveryFailed", "MessageHeld", "MessageLinkClicked", "MessageLoaded", "MessageSent", "SendLimitApproaching", "SendLimitExceeded"]);
