//! [`ParseError`]: why a body cannot be read.

use std::error::Error;
use std::fmt;

use crate::EventKind;

/// Error of a body that is no webhook which these types can read.
///
/// It names the event and the JSON path, and never holds a value of the body: bodies hold private
/// data, and errors end in logs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseError {
    /// The body is not UTF-8.
    #[non_exhaustive]
    NotUtf8 {
        /// How many bytes of the body are UTF-8.
        valid_up_to: usize,
    },
    /// The body is not JSON.
    #[non_exhaustive]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1; 0 stands for the end of the line before.
        column: usize,
    },
    /// The body is JSON, but no object.
    #[non_exhaustive]
    NotAnObject {
        /// What it is instead.
        found: JsonType,
    },
    /// The body is a payload without its envelope, as Postal's documentation shows them.
    #[non_exhaustive]
    BarePayload {
        /// The events whose payload it can be.
        events: Vec<EventKind>,
    },
    /// The body is a mail that Postal passes on to an HTTP endpoint, and no webhook.
    InboundMail,
    /// A key is missing, or its value is not of its type.
    #[non_exhaustive]
    Field {
        /// The event, where the body names one that is known.
        event: Option<EventKind>,
        /// Where: `payload.message.id`. Empty for a bare payload that is no object.
        path: String,
        /// The byte of the body at which the value begins; where a key is missing, its object.
        offset: usize,
        /// What is wrong there.
        fault: Fault,
    },
}

impl ParseError {
    /// The reason in one word, for metrics and logs: it never changes.
    ///
    /// `not-utf8`, `not-json`, `not-an-object`, `bare-payload`, `inbound-mail` or `field`.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } => "not-utf8",
            Self::NotJson { .. } => "not-json",
            Self::NotAnObject { .. } => "not-an-object",
            Self::BarePayload { .. } => "bare-payload",
            Self::InboundMail => "inbound-mail",
            Self::Field { .. } => "field",
        }
    }
}

/// What is wrong with one key of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// A key that Postal always sends is missing.
    Missing,
    /// The key stands twice in one object.
    Duplicate,
    /// The value is not what it must be.
    #[non_exhaustive]
    Expected {
        /// What it must be: `a string`.
        expected: String,
        /// What it is.
        found: JsonType,
    },
}

impl Fault {
    /// The fault in one word, for metrics and logs: it never changes.
    ///
    /// `missing`, `duplicate` or `expected`.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Duplicate => "duplicate",
            Self::Expected { .. } => "expected",
        }
    }
}

/// The type of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonType {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// `[…]`
    Array,
    /// `{…}`
    Object,
}

impl fmt::Display for JsonType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing, although Postal always sends it"),
            Self::Duplicate => f.write_str("stands twice in one object"),
            Self::Expected { expected, found } => write!(f, "expected {expected}, found {found}"),
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 { valid_up_to } => {
                write!(
                    f,
                    "the body is not UTF-8 after byte {valid_up_to}; pass the bytes as they were received"
                )
            }
            Self::NotJson { line, column } => {
                write!(f, "the body is not JSON at line {line} column {column}")
            }
            Self::NotAnObject { found } => write!(
                f,
                "the body is {found}; a webhook is an object with the keys event, timestamp, payload and uuid"
            ),
            Self::BarePayload { events } => {
                f.write_str("the body is a bare payload (")?;
                for (n, event) in events.iter().enumerate() {
                    write!(f, "{}{event}", if n == 0 { "" } else { ", " })?;
                }
                f.write_str(") without its envelope; read it with `Event::from_payload`")
            }
            Self::InboundMail => f.write_str(
                "the body is a mail for an HTTP endpoint (it has the key rcpt_to) and no webhook; \
                 give webhooks a URL of their own",
            ),
            Self::Field { event, path, fault, .. } => {
                let event = event.map_or("webhook", EventKind::as_str);
                if path.is_empty() {
                    return write!(f, "{event}: {fault}");
                }
                write!(f, "{event}: {path}: {fault}")
            }
        }
    }
}

impl Error for ParseError {}
