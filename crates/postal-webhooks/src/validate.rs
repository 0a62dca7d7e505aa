//! [`validate`](validate()): validation against the published JSON Schemas.
//!
//! Parsing does not need it: the types read what a receiver can live with. Validation tells *all*
//! that is wrong with a body, and where; its strict profile also tells what Postal 3 does not send.
//! It is for tests, for senders, and for finding out why a body was refused.
//!
//! The reader of the types decides: it reads what the tolerant schema accepts, and knows whether it
//! saw anything that the strict one refuses. A body that it refuses goes to a validator of JSON
//! Schema, which finds all the reasons and takes far longer.
//!
//! ```
//! use postal_webhooks::validate::{Profile, ValidateError, validate};
//!
//! let body = br#"{"event":"NotOfPostal","timestamp":1791288005.125,
//!     "payload":{},"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}"#;
//! // A receiver must read events that it does not know …
//! assert!(validate(Profile::Tolerant, body).is_ok());
//! // … but Postal 3 has no such event.
//! let Err(ValidateError::Violations(violations)) = validate(Profile::Strict, body) else { panic!() };
//! assert_eq!(violations[0].pointer, "/event");
//! assert_eq!(violations[0].keyword, "enum");
//! ```

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use postal_webhooks_types::json_text;
use serde_json::value::RawValue;
use serde_json::{Number, Value};

use crate::parse_error::{Fault, JsonType};
use crate::{ParseError, Webhook};

/// Which of the published schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// `webhook.schema.json`, for receivers: unknown keys, events and values of enumerations pass.
    Tolerant,
    /// `webhook.strict.schema.json`, for tests and senders: nothing passes that Postal 3 does not
    /// send.
    Strict,
}

impl Profile {
    /// The schema, in JSON Schema draft 2020-12.
    #[must_use]
    pub const fn schema(self) -> &'static str {
        match self {
            Self::Tolerant => include_str!("generated/webhook.schema.json"),
            Self::Strict => include_str!("generated/webhook.strict.schema.json"),
        }
    }

    /// Built at the first use.
    fn validator(self) -> &'static Validator {
        static TOLERANT: LazyLock<Validator> = LazyLock::new(|| build(Profile::Tolerant));
        static STRICT: LazyLock<Validator> = LazyLock::new(|| build(Profile::Strict));
        match self {
            Self::Tolerant => &TOLERANT,
            Self::Strict => &STRICT,
        }
    }
}

fn build(profile: Profile) -> Validator {
    let schema = serde_json::from_str(profile.schema()).expect("the tests read each schema");
    jsonschema::draft202012::new(&schema).expect("the tests build each validator")
}

/// Why a body is not valid. It names keys and places, and never holds a value of the body: bodies
/// hold private data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValidateError {
    /// The body is not JSON in UTF-8.
    #[error("the body is not JSON: line {line}, column {column}")]
    #[non_exhaustive]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1; 0 stands for the end of the line before.
        column: usize,
    },
    /// The body breaks the schema; there is at least one violation.
    #[error("the body breaks the schema: {}", Listed(.0))]
    Violations(Vec<Violation>),
}

/// One thing that is wrong with a body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Where in the body, as a JSON pointer (RFC 6901): `/payload/message/id`. Empty for the body
    /// itself.
    pub pointer: String,
    /// The keyword of JSON Schema that refuses it: `type`, `required`, `enum`, … It is empty for
    /// what no keyword can say: a key that stands twice, and a number that is too large for
    /// any type.
    pub keyword: String,
    /// The keys that this is about: the one that is missing, or those that are unexpected.
    pub keys: Vec<String>,
    /// What is wrong, in words. It quotes the schema, and the names of unexpected keys, but no
    /// value of the body.
    pub message: String,
}

/// The pointer, if there is one, and the message.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "{}: ", self.pointer)?;
        }
        f.write_str(&self.message)
    }
}

/// The first violation, and how many more there are.
struct Listed<'a>(&'a [Violation]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, more @ ..] = self.0 else {
            return Ok(());
        };
        first.fmt(f)?;
        if !more.is_empty() {
            write!(f, " (and {} more)", more.len())?;
        }
        Ok(())
    }
}

/// Checks a body against a published schema.
///
/// It says nothing about who sent the body. The validator is built at the first call with a
/// profile. What counts as JSON, and how its numbers are read, is the same as for
/// [`Webhook::from_slice`](crate::Webhook::from_slice): a body that the tolerant profile accepts is
/// one that is parsed, and the other way round.
///
/// # Errors
///
/// The body is not JSON, or breaks the schema; then all violations, in the order of the schema. Two
/// faults are none of a schema's: a key of Postal's that stands twice in one object, and a number
/// that is too large for any type. The first of them comes last. Of a key that stands twice, a
/// schema sees the last value alone; the first one is checked where the schema finds nothing.
pub fn validate(profile: Profile, body: &[u8]) -> Result<(), ValidateError> {
    let is_valid = match profile {
        Profile::Tolerant => Webhook::from_slice(body).is_ok(),
        Profile::Strict => Webhook::is_strict(body),
    };
    if is_valid {
        return Ok(());
    }
    let text = json_text(body).map_err(|error| not_json(body, &error))?;
    let value = value(&text, 0);
    let mut violations: Vec<_> =
        profile.validator().iter_errors(&value).map(|error| violation(&error)).collect();
    violations.extend(beyond_schemas(&text, &violations));
    if violations.is_empty() { Ok(()) } else { Err(ValidateError::Violations(violations)) }
}

fn not_json(body: &[u8], error: &ParseError) -> ValidateError {
    let (line, column) = match error {
        ParseError::NotJson { line, column, .. } => (*line, *column),
        ParseError::NotUtf8 { valid_up_to, .. } => {
            let before = &body[..*valid_up_to];
            let line_start = before.iter().rposition(|byte| *byte == b'\n');
            let line_start = line_start.map_or(0, |at| at + 1);
            (before.split(|byte| *byte == b'\n').count(), before.len() - line_start + 1)
        }
        // There is no other reason not to be JSON.
        _ => (1, 0),
    };
    ValidateError::NotJson { line, column }
}

/// How deep a schema may look; what is nested deeper is unknown to it.
const DEPTH: usize = 64;

/// A JSON text as a value: its unknown parts may be nested to any depth, and a number may be too
/// large to hold, which [`beyond_schemas`] sees.
fn value(json: &str, depth: usize) -> Value {
    let nested = |raw: &RawValue| value(raw.get(), depth + 1);
    match json.trim_start().bytes().next() {
        Some(b'{' | b'[') if depth == DEPTH => Value::Null,
        Some(b'{') => {
            let entries: BTreeMap<String, &RawValue> =
                serde_json::from_str(json).unwrap_or_default();
            let entries = entries.into_iter();
            entries.map(|(key, raw)| (key, nested(raw))).collect()
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
            items.into_iter().map(nested).collect()
        }
        Some(b'-' | b'0'..=b'9') => number(json.trim()).into(),
        _ => serde_json::from_str(json).unwrap_or_default(),
    }
}

fn number(digits: &str) -> Number {
    let integer = digits.parse::<u64>().map(Number::from);
    let integer = integer.or_else(|_| digits.parse::<i64>().map(Number::from));
    let number = integer.ok().or_else(|| {
        let double = digits.parse().ok()?;
        Number::from_f64(double)
    });
    number.unwrap_or_else(|| 0.into())
}

/// A fault of a body that no schema sees, beside what it saw.
fn beyond_schemas(text: &str, seen: &[Violation]) -> Option<Violation> {
    let Err(ParseError::Field { path, fault, .. }) = Webhook::from_slice(text.as_bytes()) else {
        return None;
    };
    let is_beyond = match &fault {
        Fault::Duplicate => true,
        Fault::Expected { found, .. } => *found == JsonType::Number,
        _ => false,
    };
    let pointer = format!("/{}", path.replace('.', "/"));
    // Where a schema sees nothing wrong at all, it is the first value of a key that stands twice.
    let is_new = seen.is_empty() || is_beyond && seen.iter().all(|v| v.pointer != pointer);
    is_new.then(|| Violation {
        pointer,
        keyword: String::new(),
        keys: Vec::new(),
        message: fault.to_string(),
    })
}

fn violation(error: &ValidationError<'_>) -> Violation {
    let keys = match error.kind() {
        ValidationErrorKind::Required { property } => property.as_str().into_iter().collect(),
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            unexpected.iter().map(String::as_str).collect()
        }
        _ => Vec::new(),
    };
    Violation {
        pointer: error.instance_path().as_str().to_owned(),
        keyword: error.kind().keyword().to_owned(),
        keys: keys.into_iter().map(str::to_owned).collect(),
        message: error.masked_with("the value").to_string(),
    }
}
