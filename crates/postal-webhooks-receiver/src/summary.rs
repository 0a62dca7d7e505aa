//! [`Summary`]: what people know an event by, out of its body.

use postal_webhooks::{Event, Message, Webhook};
use serde::Deserialize;

use crate::event::StoredEvent;

/// A message of Postal's. Its id is that of one mail server, and a source can have several: the token
/// tells them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MessageKey {
    pub(crate) id: i64,
    pub(crate) token: String,
}

/// What people know an event by. All of it comes from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    /// The message that it is about; for a bounce, the one that bounced.
    pub(crate) message: Option<MessageKey>,
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) message_id: String,
    pub(crate) tag: String,
    /// What Postal says of a delivery; the domain or the mail server, of an event that is about one.
    pub(crate) details: String,
    /// When it happened, in microseconds since 1970.
    pub(crate) occurred_at: Option<i64>,
}

impl Summary {
    pub(crate) fn of(event: &StoredEvent) -> Self {
        match event.parse() {
            Ok(Webhook { event: Event::Unknown(_), .. }) | Err(_) => Self::guess(&event.body),
            Ok(webhook) => Self {
                details: details(&webhook.event),
                occurred_at: Some(webhook.occurred_at().unix_micros()),
                ..webhook.message().map(Self::of_message).unwrap_or_default()
            },
        }
    }

    /// An event that is not known can be about a message all the same.
    fn guess(body: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct Body {
            payload: Payload,
        }
        #[derive(Deserialize)]
        struct Payload {
            message: Message,
        }
        let body: Result<Body, _> = serde_json::from_slice(body);
        body.map(|body| Self::of_message(&body.payload.message)).unwrap_or_default()
    }

    fn of_message(message: &Message) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let id = i64::try_from(message.id).ok();
        Self {
            message: id.map(|id| MessageKey { id, token: message.token.clone() }),
            to: text(&message.to),
            subject: text(&message.subject),
            message_id: text(&message.message_id),
            tag: text(&message.tag),
            ..Self::default()
        }
    }
}

fn details(event: &Event) -> String {
    match event {
        Event::MessageSent(it)
        | Event::MessageDelayed(it)
        | Event::MessageDeliveryFailed(it)
        | Event::MessageHeld(it) => it.details.clone().unwrap_or_default(),
        Event::MessageLinkClicked(it) => it.url.clone(),
        Event::DomainDnsError(it) => it.domain.clone(),
        Event::SendLimitApproaching(it) | Event::SendLimitExceeded(it) => it.server.name.clone(),
        _ => String::new(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::event::Class;

    /// A stored event with this body.
    pub(crate) fn stored(seq: i64, event: &str, body: impl Into<bytes::Bytes>) -> StoredEvent {
        StoredEvent {
            seq,
            source: "main".into(),
            uuid: format!("uuid-{seq}"),
            event: event.to_owned(),
            class: Class::Known,
            signed_at: None,
            received_at: seq * 1_000_000,
            kid: "0".repeat(64),
            signature: bytes::Bytes::new(),
            signature_sha1: bytes::Bytes::new(),
            body: body.into(),
        }
    }

    #[test]
    fn an_event_is_known_by_its_message_also_if_its_name_is_not() {
        let body = postal_webhooks::testing::example("MessageSent", "typical").body;
        let known = Summary::of(&stored(1, "MessageSent", body));
        assert!(known.message.is_some() && !known.to.is_empty() && known.occurred_at.is_some());
        let text = std::str::from_utf8(body).unwrap().replace("MessageSent", "MessageMoved");
        let unknown = Summary::of(&stored(2, "MessageMoved", text));
        assert_eq!(
            (unknown.message, unknown.to, unknown.subject),
            (known.message, known.to, known.subject)
        );
        assert_eq!(Summary::of(&stored(3, "", "{}")), Summary::default());
    }
}
