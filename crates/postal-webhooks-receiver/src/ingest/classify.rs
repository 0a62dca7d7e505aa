//! What a verified body is: an event, or something that no retry makes one.

use std::borrow::Cow;
use std::collections::HashMap;

use postal_webhooks::{Timestamp, Webhook};
use serde_json::value::RawValue;

use crate::event::{Class, Reason};
use crate::store::Content;

/// The longest `uuid` that identifies an event; Postal's have 36 characters.
const LONGEST_UUID: usize = 128;
/// The longest name of an event that is kept as such; Postal's have up to 21 characters.
const LONGEST_NAME: usize = 128;

/// Finds out what a body is. The types of this version decide nothing about whether it is kept: a
/// body with a `uuid` is an event.
pub(crate) fn classify(body: &[u8]) -> Content {
    if let Ok(webhook) = Webhook::from_slice(body) {
        let event = webhook.event.name();
        let class = if webhook.event.kind().is_some() { Class::Known } else { Class::Unknown };
        if event.len() <= LONGEST_NAME {
            return Content::Event {
                uuid: webhook.uuid.to_string(),
                event: event.to_owned(),
                class,
                signed_at: Some(webhook.timestamp.unix_micros()),
            };
        }
    }
    let Ok(object) = serde_json::from_slice::<HashMap<Cow<'_, str>, &RawValue>>(body) else {
        return Content::Quarantine(Reason::NotJson);
    };
    let text = |key| object.get(key).and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
    let uuid = text("uuid").filter(|uuid| (1..=LONGEST_UUID).contains(&uuid.len()));
    let Some(uuid) = uuid else {
        return Content::Quarantine(Reason::NoUuid);
    };
    let timestamp = object.get("timestamp");
    let timestamp = timestamp.and_then(|raw| serde_json::from_str::<Timestamp>(raw.get()).ok());
    Content::Event {
        uuid,
        event: text("event").filter(|name| name.len() <= LONGEST_NAME).unwrap_or_default(),
        class: Class::Invalid,
        signed_at: timestamp.map(Timestamp::unix_micros),
    }
}

#[cfg(test)]
mod tests {
    use postal_webhooks::testing::examples;

    use super::*;

    #[test]
    fn every_example_is_a_known_event_or_an_unknown_one() {
        for example in examples() {
            let Content::Event { uuid, event, class, signed_at } = classify(example.body) else {
                panic!("{}/{} is in quarantine", example.event, example.case);
            };
            assert_eq!((event.as_str(), class), (example.event.as_str(), Class::Known));
            assert_eq!(uuid.len(), 36);
            assert!(signed_at.is_some());
        }
    }

    #[test]
    fn bodies_that_the_types_refuse_are_kept_by_their_uuid() {
        let invalid = |uuid: &str, event: &str, signed_at| Content::Event {
            uuid: uuid.into(),
            event: event.into(),
            class: Class::Invalid,
            signed_at,
        };
        let uuid = "820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd";
        for (body, expected) in [
            (
                format!(r#"{{"event":"New","timestamp":1.5,"payload":{{}},"uuid":"{uuid}"}}"#),
                Content::Event {
                    uuid: uuid.into(),
                    event: "New".into(),
                    class: Class::Unknown,
                    signed_at: Some(1_500_000),
                },
            ),
            (
                format!(r#"{{"event":"MessageSent","timestamp":2,"payload":7,"uuid":"{uuid}"}}"#),
                invalid(uuid, "MessageSent", Some(2_000_000)),
            ),
            (r#"{"uuid":"x","event":7,"timestamp":[]}"#.into(), invalid("x", "", None)),
            (r#"{"uuid":"x","uuid":"y","event":"\u0000"}"#.into(), invalid("y", "\0", None)),
            (r#"{"uuid":""}"#.into(), Content::Quarantine(Reason::NoUuid)),
            (r#"{"uuid":7}"#.into(), Content::Quarantine(Reason::NoUuid)),
            (format!(r#"{{"uuid":"{}"}}"#, "u".repeat(129)), Content::Quarantine(Reason::NoUuid)),
            ("{}".into(), Content::Quarantine(Reason::NoUuid)),
            ("[]".into(), Content::Quarantine(Reason::NotJson)),
            (String::new(), Content::Quarantine(Reason::NotJson)),
            ("[".repeat(100_000), Content::Quarantine(Reason::NotJson)),
        ] {
            assert_eq!(classify(body.as_bytes()), expected, "{body:.80}");
        }
        // JSON is UTF-8.
        assert_eq!(classify(b"{\"uuid\":\"\xff\"}"), Content::Quarantine(Reason::NotJson));
        let deep = format!(r#"{{"uuid":"x","a":{}1{}}}"#, "[".repeat(50_000), "]".repeat(50_000));
        assert_eq!(classify(deep.as_bytes()), invalid("x", "", None));
    }
}
