//! Types of the webhooks of the Postal mail server, of the schemas 1.1.0.
//!
//! They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes before you parse them: the packages of postal-webhooks do, and read what forks write differently.
//!
//! They need `serde` (1.0.181 or later, with `derive`) and `serde_json`.

/// The body of a webhook request of the Postal mail server: an event in its envelope.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Webhook {
    /// The name of the event.
    pub event: String,
    /// When Postal queued the event; the same on every retry.
    pub timestamp: f64,
    /// What the event tells; its keys depend on the event.
    pub payload: serde_json::Value,
    /// Identifies the event for one registered webhook; the same on every retry, and so the key for dropping duplicates.
    pub uuid: String,
}

impl Webhook {
    /// Reads the payload into the type of its event.
    ///
    /// # Errors
    ///
    /// The payload is not one of the event.
    pub fn event(&self) -> Result<Event, serde_json::Error> {
        let payload = self.payload.clone();
        Ok(
            match self.event.as_str() {
                "DomainDNSError" => {
                    Event::DomainDnsError(serde_json::from_value(payload)?)
                }
                "MessageBounced" => {
                    Event::MessageBounced(serde_json::from_value(payload)?)
                }
                "MessageDelayed" => {
                    Event::MessageDelayed(serde_json::from_value(payload)?)
                }
                "MessageDeliveryFailed" => {
                    Event::MessageDeliveryFailed(serde_json::from_value(payload)?)
                }
                "MessageHeld" => Event::MessageHeld(serde_json::from_value(payload)?),
                "MessageLinkClicked" => {
                    Event::MessageLinkClicked(serde_json::from_value(payload)?)
                }
                "MessageLoaded" => Event::MessageLoaded(serde_json::from_value(payload)?),
                "MessageSent" => Event::MessageSent(serde_json::from_value(payload)?),
                "SendLimitApproaching" => {
                    Event::SendLimitApproaching(serde_json::from_value(payload)?)
                }
                "SendLimitExceeded" => {
                    Event::SendLimitExceeded(serde_json::from_value(payload)?)
                }
                _ => Event::Unknown(payload),
            },
        )
    }
}

/// An event with its payload.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Sent when a check of the DNS records of a domain finds an error.
    ///
    /// It repeats about every one or two hours for each domain, until the records are fixed. No event tells that they are. Only the automatic checks of the domains of a mail server send it. A missing MX record or return path record alone does not.
    DomainDnsError(DomainDnsError),
    /// Sent when a mail comes back for a message that was accepted before.
    ///
    /// Every mail to the return path that quotes a message of this mail server counts: delay notices and automatic replies too. A recipient can forge one. The event does not tell why the mail came back.
    MessageBounced(MessageBounce),
    /// Sent each time an attempt to deliver a message fails and Postal will try again.
    ///
    /// It repeats: there is one event for each soft failure, at most 18 for one message by default, and `MessageDeliveryFailed` after the last. It comes for incoming messages too.
    MessageDelayed(MessageStatus),
    /// Sent when a message cannot be delivered.
    ///
    /// Either the other side refused the message for good, or Postal gave up: by itself or after the last soft failure. Postal does not try again by itself, but `MessageSent` can still follow when somebody tries again by hand. It comes for incoming messages too.
    MessageDeliveryFailed(MessageStatus),
    /// Sent when Postal holds a message back.
    ///
    /// The message waits until somebody releases it or the hold ends. `sent_with_ssl` and `time` are always null, since nothing was sent. It can repeat for the same message, and `MessageSent` can follow it. It comes for incoming messages too.
    MessageHeld(MessageStatus),
    /// Sent when a tracked link in a message is requested.
    ///
    /// It comes only where click tracking is on. It repeats: there is one event for each HTTP request. Scanners and prefetchers count, so it does not prove that a person clicked.
    MessageLinkClicked(MessageLinkClick),
    /// Sent when the tracking image in a message is requested.
    ///
    /// It comes only where open tracking is on. It repeats: there is one event for each HTTP request. Scanners and prefetchers count, so it does not prove that a person read the message. Postal's older documentation leaves this event out.
    MessageLoaded(MessageLoad),
    /// Sent when a message was delivered to its recipient or endpoint.
    ///
    /// The other side has accepted the message; a bounce can still follow. It comes for incoming messages too, which an endpoint of the mail server has then accepted. It can follow `MessageHeld` or `MessageDeliveryFailed` for the same message, when somebody tries again by hand.
    MessageSent(MessageStatus),
    /// Sent shortly after a mail server reaches 90 percent of its send limit.
    ///
    /// It comes at most once an hour for each mail server. Only a webhook that subscribes to all events receives it.
    SendLimitApproaching(SendLimit),
    /// Sent shortly after a mail server exceeds its send limit.
    ///
    /// Postal holds further outgoing messages until the volume is below the limit again. It comes at most once an hour for each mail server. Only a webhook that subscribes to all events receives it.
    SendLimitExceeded(SendLimit),
    /// An event that is not known, with its payload: a fork of Postal has others.
    Unknown(serde_json::Value),
}

/// The result of one attempt to deliver a message.
///
/// Each value belongs to exactly one event. The values are not the words that Postal's documentation uses in its text.
///
/// - `Sent`: The message was delivered, as `MessageSent` says.
/// - `SoftFail`: The attempt failed for now and Postal will try again, as `MessageDelayed` says.
/// - `HardFail`: The message cannot be delivered and Postal will not try again by itself, as `MessageDeliveryFailed` says.
/// - `Held`: Postal keeps the message back until somebody releases it, as `MessageHeld` says.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum DeliveryStatus {
    /// The message was delivered, as `MessageSent` says.
    #[serde(rename = "Sent")]
    Sent,
    /// The attempt failed for now and Postal will try again, as `MessageDelayed` says.
    #[serde(rename = "SoftFail")]
    SoftFail,
    /// The message cannot be delivered and Postal will not try again by itself, as `MessageDeliveryFailed` says.
    #[serde(rename = "HardFail")]
    HardFail,
    /// Postal keeps the message back until somebody releases it, as `MessageHeld` says.
    #[serde(rename = "Held")]
    Held,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// The way a message goes through Postal.
///
/// - `outgoing`: The message was sent by a user of the mail server, to the outside.
/// - `incoming`: The message came from outside, for a route of the mail server or for its return path.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Direction {
    /// The message was sent by a user of the mail server, to the outside.
    #[serde(rename = "outgoing")]
    Outgoing,
    /// The message came from outside, for a route of the mail server or for its return path.
    #[serde(rename = "incoming")]
    Incoming,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// The result of one DNS check of a domain.
///
/// - `OK`: The record is there and is what Postal asks for.
/// - `Missing`: The record was not found, or none of the MX records leads to Postal.
/// - `Invalid`: There is a record, but it is not what Postal asks for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum DnsStatus {
    /// The record is there and is what Postal asks for.
    #[serde(rename = "OK")]
    Ok,
    /// The record was not found, or none of the MX records leads to Postal.
    #[serde(rename = "Missing")]
    Missing,
    /// There is a record, but it is not what Postal asks for.
    #[serde(rename = "Invalid")]
    Invalid,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// The payload of `DomainDNSError`: all results of the last DNS check of a domain.
///
/// At least one status is not `OK`.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct DomainDnsError {
    /// The mail server that the domain belongs to.
    pub server: Server,
    /// The name of the domain.
    pub domain: String,
    /// The identifier of the domain.
    ///
    /// It is not the `uuid` of the envelope, which identifies the event.
    pub uuid: String,
    /// When the check was made.
    pub dns_checked_at: Timestamp,
    /// The result of the check of the SPF record of the domain.
    pub spf_status: DnsStatus,
    /// What is wrong, as a sentence for people.
    ///
    /// It is null exactly when `spf_status` is `OK`.
    pub spf_error: Option<String>,
    /// The result of the check of the DKIM record of the domain.
    pub dkim_status: DnsStatus,
    /// What is wrong, as a sentence for people.
    ///
    /// It is null exactly when `dkim_status` is `OK`.
    pub dkim_error: Option<String>,
    /// The result of the check of the MX records of the domain.
    pub mx_status: DnsStatus,
    /// What is wrong, as a sentence for people.
    ///
    /// It is null exactly when `mx_status` is `OK`. Postal's documentation shows a null beside `Missing`: read that too.
    pub mx_error: Option<String>,
    /// The result of the check of the return path record (a CNAME) of the domain.
    pub return_path_status: DnsStatus,
    /// What is wrong, as a sentence for people.
    ///
    /// It is null exactly when `return_path_status` is `OK`.
    pub return_path_error: Option<String>,
}

/// A message as every message event shows it.
///
/// Only a few fields of the message are sent, never its body. Message events do not name their mail server: give each mail server a webhook URL of its own if you have to tell them apart.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Message {
    /// The number of the message, at least 1 and at most 2147483647.
    ///
    /// It is unique only inside one mail server.
    pub id: i64,
    /// The random token of the message.
    ///
    /// It has 16 characters since Postal 3.0.0 and had 12 before.
    pub token: String,
    /// Whether the message goes out or came in.
    pub direction: Direction,
    /// The `Message-ID` header of the mail, without the angle brackets.
    ///
    /// It is null when the mail has no such header.
    pub message_id: Option<String>,
    /// The address in the envelope that the message goes to (`RCPT TO`).
    ///
    /// It is null when the message has no such address. It need not be a clean e-mail address.
    pub to: Option<String>,
    /// The address in the envelope that the message comes from (`MAIL FROM`).
    ///
    /// It is null for the empty sender `<>`, which is typical of bounces. It need not be a clean e-mail address.
    pub from: Option<String>,
    /// The subject of the mail, decoded.
    ///
    /// It is null when the mail has no subject. It can hold any character, even `U+0000`; bytes that are not UTF-8 arrive as `U+FFFD`. It has at most 200 characters since Postal 2.0.0.
    pub subject: Option<String>,
    /// When Postal received the message.
    pub timestamp: Timestamp,
    /// What the spam check found.
    ///
    /// It is never null: a message that was not checked has `NotChecked`.
    pub spam_status: SpamStatus,
    /// The tag that the sender gave the message.
    ///
    /// It is null when there is none. The empty string is possible too.
    pub tag: Option<String>,
}

/// The payload of `MessageBounced`: a message and the mail that came back for it.
///
/// It has no reason, no code and no time of its own.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct MessageBounce {
    /// The message that the returned mail is about.
    ///
    /// Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before the event went out, and a key `_original_message` held its number.
    pub original_message: Message,
    /// The mail that came back.
    ///
    /// Its `from` is null for most bounces. Postal always sends it since 3.0.0. Before, it was missing when the mail was deleted before the event went out, and a key `_bounce` held its number.
    pub bounce: Message,
}

/// The payload of `MessageLinkClicked`: one request for a tracked link.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct MessageLinkClick {
    /// The message that holds the link.
    ///
    /// Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before the event went out, and a key `_message` held its number.
    pub message: Message,
    /// The address that the link leads to.
    ///
    /// It need not be a valid URI. Before Postal 3.0.0 it may hold `&amp;` in place of `&`, as the HTML of the mail had it.
    pub url: String,
    /// The random token of the link.
    ///
    /// It has 16 characters since Postal 3.0.0 and had 8 before.
    pub token: String,
    /// The IP address that the request came from, version 4 or 6.
    pub ip_address: String,
    /// The `User-Agent` header of the request.
    ///
    /// It is null when the request has none.
    pub user_agent: Option<String>,
}

/// The payload of `MessageLoaded`: one request for the tracking image of a message.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct MessageLoad {
    /// The message that holds the image.
    ///
    /// Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before the event went out, and a key `_message` held its number.
    pub message: Message,
    /// The IP address that the request came from, version 4 or 6.
    pub ip_address: String,
    /// The `User-Agent` header of the request.
    ///
    /// It is null when the request has none.
    pub user_agent: Option<String>,
}

/// The payload of the four message status events: one attempt to deliver one message.
///
/// `MessageSent`, `MessageDelayed`, `MessageDeliveryFailed` and `MessageHeld` carry it, for outgoing and for incoming messages.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct MessageStatus {
    /// The message that was to be delivered.
    pub message: Message,
    /// The result of the attempt, one to one with the event.
    ///
    /// `MessageSent` has `Sent`, `MessageDelayed` has `SoftFail`, `MessageDeliveryFailed` has `HardFail`, `MessageHeld` has `Held`.
    pub status: DeliveryStatus,
    /// What happened, as a sentence for people.
    ///
    /// Postal's code does not rule out null. It has at most 250 characters since Postal 2.3.2 and had at most 512 before.
    pub details: Option<String>,
    /// What the other side answered: its SMTP reply, or the body of its HTTP response.
    ///
    /// It is never null: it is the empty string when there is no answer. It may have several lines. It has at most 250 characters since Postal 2.3.2 and was not cut before 2.1.3. Older versions keep the line break at its end.
    pub output: String,
    /// Whether the connection of the attempt was encrypted with TLS.
    ///
    /// It is null when Postal itself decided the result without an attempt: for every held message and for every failure of that kind. It is true or false, never 0 or 1.
    pub sent_with_ssl: Option<bool>,
    /// When the attempt was made.
    pub timestamp: Timestamp,
    /// How long the attempt took, in seconds with two decimals.
    ///
    /// It is null where `sent_with_ssl` is null, and also when no mail server of the recipient could be reached (`No SMTP servers were available`).
    pub time: Option<f64>,
}

/// The payload of the two send limit events: how much a mail server has sent, and how much it may send.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct SendLimit {
    /// The mail server that the limit belongs to.
    pub server: Server,
    /// How many outgoing messages the mail server has sent in the last hour.
    pub volume: i64,
    /// How many outgoing messages the mail server may send in an hour.
    ///
    /// It is null only when the limit was removed just before the event was queued.
    pub limit: Option<i64>,
}

/// A mail server inside Postal.
///
/// One Postal installation holds many mail servers, each of which belongs to an organization.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Server {
    /// The identifier of the mail server.
    pub uuid: String,
    /// The name of the mail server, as people read it.
    pub name: String,
    /// The short name of the mail server, as it stands in the addresses of the web interface.
    ///
    /// It is unique only inside one organization.
    pub permalink: String,
    /// The short name of the organization that the mail server belongs to.
    ///
    /// It is null when there is no such organization any more.
    pub organization: Option<String>,
}

/// What Postal's spam check found for a message.
///
/// - `NotChecked`: The message was not checked for spam.
/// - `NotSpam`: The message was checked and its score is not above the threshold of the mail server.
/// - `Spam`: The message was checked and its score is above the threshold of the mail server.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum SpamStatus {
    /// The message was not checked for spam.
    #[serde(rename = "NotChecked")]
    NotChecked,
    /// The message was checked and its score is not above the threshold of the mail server.
    #[serde(rename = "NotSpam")]
    NotSpam,
    /// The message was checked and its score is above the threshold of the mail server.
    #[serde(rename = "Spam")]
    Spam,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// A point in time as seconds since 1970-01-01T00:00:00Z, with a fraction.
///
/// Postal keeps microseconds. About a quarter of its timestamps print seven decimals, one off in the last place: round to microseconds, never truncate. Postal always writes a decimal point and never an exponent.
pub type Timestamp = f64;
