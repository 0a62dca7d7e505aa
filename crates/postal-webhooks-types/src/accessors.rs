//! Accessors of a webhook that are the same for every event.

use uuid::Uuid;

use crate::{Event, Message, Server, Timestamp, Webhook};

impl Webhook {
    /// The message that the event is about, if it is about one.
    ///
    /// For a bounce that is the message that bounced, and not the bounce.
    #[must_use]
    pub const fn message(&self) -> Option<&Message> {
        self.event.message()
    }

    /// The mail server that the event is about, if the event names it: message events do not.
    ///
    /// Give each mail server a webhook URL of its own if you have to tell them apart.
    #[must_use]
    pub const fn server(&self) -> Option<&Server> {
        self.event.server()
    }

    /// When it happened: what the payload says, else when Postal queued the event.
    ///
    /// Events come in no order, and those of one message can overtake each other: order them by
    /// this. A click or a load has no time of its own, and is queued as it happens.
    #[must_use]
    pub fn occurred_at(&self) -> Timestamp {
        self.event.occurred_at().unwrap_or(self.timestamp)
    }

    /// The key for dropping duplicates: the same on every retry, and on no other event.
    ///
    /// Postal makes one for each event and registered webhook: two webhooks with the same URL give
    /// two keys for one event. Remember keys for at least as long as Postal tries
    /// (`postal_webhooks::request::GIVES_UP_AFTER`).
    #[must_use]
    pub const fn dedup_key(&self) -> Uuid {
        self.uuid
    }
}

impl Event {
    /// Whether Postal has ended its attempts to deliver the message.
    ///
    /// True for `MessageSent` and `MessageDeliveryFailed`. A delayed message is tried again, and a
    /// held one waits for somebody to release it. Somebody can also retry a failed message by
    /// hand: then another event follows.
    #[must_use]
    pub const fn is_final_delivery(&self) -> bool {
        matches!(self, Self::MessageSent(_) | Self::MessageDeliveryFailed(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(event: &str, payload: &str) -> Webhook {
        let uuid = "820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd";
        let body =
            format!(r#"{{"event":"{event}","timestamp":9.5,"payload":{payload},"uuid":"{uuid}"}}"#);
        Webhook::from_slice(body.as_bytes()).unwrap()
    }

    fn message(id: u64) -> String {
        format!(
            r#"{{"id":{id},"token":"t","direction":"outgoing","message_id":null,"to":null,"from":null,"subject":null,"timestamp":1.5,"spam_status":"NotChecked","tag":null}}"#
        )
    }

    fn status(event: &str, status: &str) -> Webhook {
        let message = message(7);
        read(
            event,
            &format!(
                r#"{{"message":{message},"status":"{status}","details":"","output":"","sent_with_ssl":null,"timestamp":2.5,"time":null}}"#
            ),
        )
    }

    #[test]
    fn a_status_event_tells_its_message_and_time() {
        let webhook = status("MessageSent", "Sent");
        assert_eq!(webhook.message().unwrap().id, 7);
        assert_eq!(webhook.server(), None);
        assert_eq!(webhook.occurred_at().unix_micros(), 2_500_000);
        assert_eq!(webhook.dedup_key(), webhook.uuid);
    }

    #[test]
    fn a_bounce_is_about_the_message_that_bounced() {
        let payload = format!(r#"{{"original_message":{},"bounce":{}}}"#, message(1), message(2));
        let webhook = read("MessageBounced", &payload);
        assert_eq!(webhook.message().unwrap().id, 1);
        assert_eq!(webhook.occurred_at(), webhook.timestamp);
    }

    #[test]
    fn a_send_limit_event_tells_its_server() {
        let payload = r#"{"server":{"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd","name":"n","permalink":"p","organization":null},"volume":1,"limit":null}"#;
        let webhook = read("SendLimitExceeded", payload);
        assert_eq!(webhook.server().unwrap().name, "n");
        assert_eq!(webhook.message(), None);
    }

    #[test]
    fn sent_and_failed_are_final() {
        assert!(status("MessageSent", "Sent").event.is_final_delivery());
        assert!(status("MessageDeliveryFailed", "HardFail").event.is_final_delivery());
        assert!(!status("MessageDelayed", "SoftFail").event.is_final_delivery());
        assert!(!status("MessageHeld", "Held").event.is_final_delivery());
    }

    #[test]
    fn an_unknown_event_means_nothing() {
        let webhook = read("NotOfPostal", "{}");
        assert_eq!(webhook.message(), None);
        assert_eq!(webhook.occurred_at(), webhook.timestamp);
        assert!(!webhook.event.is_final_delivery());
    }
}
