//! Types of the webhooks of the Postal mail server, of the schemas 1.0.0.
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
                "Made" => Event::Made(serde_json::from_value(payload)?),
                _ => Event::Unknown(payload),
            },
        )
    }
}

/// An event with its payload.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Sent when a thing is made.
    Made(Flag),
    /// An event that is not known, with its payload: a fork of Postal has others.
    Unknown(serde_json::Value),
}

/// A payload of one boolean.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Flag {
    /// A flag.
    pub flag: bool,
}

/// A point in time.
pub type Timestamp = f64;
