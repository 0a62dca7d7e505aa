//! Types of the webhooks of the Postal mail server, of the schemas 2.3.4.
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
                "ABTestDone" => Event::AbTestDone(serde_json::from_value(payload)?),
                "ThingHappened" => Event::ThingHappened(serde_json::from_value(payload)?),
                "ThingHeld" => Event::ThingHeld(serde_json::from_value(payload)?),
                _ => Event::Unknown(payload),
            },
        )
    }
}

/// An event with its payload.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Sent when a test is done.
    AbTestDone(Small),
    /// Sent when a thing happened.
    ThingHappened(Thing),
    /// Sent when a thing was held.
    ///
    /// It is red then, and `null_color` is never null.
    ThingHeld(Thing),
    /// An event that is not known, with its payload: a fork of Postal has others.
    Unknown(serde_json::Value),
}

/// A colour, with values that are no Rust names.
///
/// - `red`: The colour of fire.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Color {
    /// The colour of fire.
    #[serde(rename = "red")]
    Red,
    /// `dark-blue` on the wire.
    #[serde(rename = "dark-blue")]
    DarkBlue,
    /// `4xx` on the wire.
    #[serde(rename = "4xx")]
    X4xx,
    /// `Self` on the wire.
    #[serde(rename = "Self")]
    Self_,
    /// `OK` on the wire.
    #[serde(rename = "OK")]
    Ok,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An object that others hold.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its colour, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
}

/// A payload of one key, sometimes absent.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Small {
    /// Whether it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<bool>,
}

/// Every construct that the rules allow.
///
/// A second paragraph, with a link: <https://example.com/a_b> and `code[0] <b>`.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Thing {
    /// An object.
    pub part: Part,
    /// An enumeration.
    pub color: Color,
    /// A time.
    pub at: Timestamp,
    /// An integer.
    pub id: i64,
    /// A boolean.
    pub flag: bool,
    /// A number.
    pub ratio: f64,
    /// A string.
    pub text: String,
    /// A UUID.
    pub uuid: String,
    /// A boolean or null.
    pub null_flag: Option<bool>,
    /// An integer or null.
    pub null_id: Option<i64>,
    /// A number or null.
    pub null_ratio: Option<f64>,
    /// A string or null.
    pub null_text: Option<String>,
    /// A UUID or null.
    pub null_uuid: Option<String>,
    /// A list.
    pub texts: Vec<String>,
    /// A list of objects.
    pub parts: Vec<Part>,
    /// A list of lists.
    pub matrix: Vec<Vec<f64>>,
    /// A list with nulls, or null.
    pub null_texts: Option<Vec<Option<String>>>,
    /// A list of UUIDs.
    pub uuids: Vec<String>,
    /// An object or null.
    pub null_part: Option<Part>,
    /// An enumeration or null.
    pub null_color: Option<Color>,
    /// A time or null.
    pub null_at: Option<Timestamp>,
    /// A list of times and nulls.
    pub null_times: Vec<Option<Timestamp>>,
    /// A keyword of Rust, sometimes absent.
    #[serde(rename = "type")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// Not in snake case, sometimes absent.
    #[serde(rename = "camelCase")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub camel_case: Option<i64>,
    /// An object, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe_part: Option<Part>,
    /// A list, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe_texts: Option<Vec<String>>,
    /// A UUID, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe_uuid: Option<String>,
}

/// A point in time.
pub type Timestamp = f64;
