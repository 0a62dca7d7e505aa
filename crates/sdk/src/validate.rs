//! Validation against the published JSON Schemas.
//!
//! Parsing does not need it: the types read what a receiver can live with. Validation tells *all* that is wrong with a
//! body, and where; its strict reading also tells what Postal 3 does not send. It is for tests, for senders, and for finding
//! out why a body was refused.
//!
//! ```
//! use postal_webhooks::validate::{Reading, ValidateError, validate};
//!
//! let body = br#"{"event":"NotOfPostal","timestamp":1791288005.125,
//!     "payload":{},"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}"#;
//! // A receiver must read events that it does not know …
//! assert!(validate(Reading::Tolerant, body).is_ok());
//! // … but Postal 3 has no such event.
//! let Err(ValidateError::Violations(violations)) = validate(Reading::Strict, body) else { panic!() };
//! assert_eq!(violations[0].pointer, "/event");
//! assert_eq!(violations[0].keyword, "enum");
//! ```

use std::fmt;
use std::sync::LazyLock;

use jsonschema::{ValidationError, Validator};

/// Which of the published schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reading {
    /// `webhook.schema.json`, for receivers: unknown keys, events and values of enumerations pass.
    Tolerant,
    /// `webhook.strict.schema.json`, for tests and senders: nothing passes that Postal 3 does not send.
    Strict,
}

impl Reading {
    /// The schema, in JSON Schema draft 2020-12.
    pub const fn schema(self) -> &'static str {
        match self {
            Self::Tolerant => include_str!("generated/webhook.schema.json"),
            Self::Strict => include_str!("generated/webhook.strict.schema.json"),
        }
    }

    /// Built at the first use.
    fn validator(self) -> &'static Validator {
        static TOLERANT: LazyLock<Validator> = LazyLock::new(|| build(Reading::Tolerant));
        static STRICT: LazyLock<Validator> = LazyLock::new(|| build(Reading::Strict));
        match self {
            Self::Tolerant => &TOLERANT,
            Self::Strict => &STRICT,
        }
    }
}

fn build(reading: Reading) -> Validator {
    let schema = serde_json::from_str(reading.schema()).expect("the tests read each schema");
    jsonschema::draft202012::new(&schema).expect("the tests build each validator")
}

/// Why a body is not valid. It names keys and places, and never holds a value of the body: bodies hold private data.
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
    /// Where in the body, as a JSON pointer (RFC 6901): `/payload/message/id`. Empty for the body itself.
    pub pointer: String,
    /// The keyword of JSON Schema that refuses it: `type`, `required`, `enum`, …
    pub keyword: String,
    /// What is wrong, in words. It quotes the schema, and the names of unexpected keys, but no value of the body.
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

/// Holds a body against a published schema.
///
/// It says nothing about who sent the body. The validator is built at the first call with a reading.
///
/// # Errors
/// The body is not JSON, or breaks the schema; then all violations, in the order of the schema.
pub fn validate(reading: Reading, body: &[u8]) -> Result<(), ValidateError> {
    let body = serde_json::from_slice(body).map_err(|error| ValidateError::NotJson {
        line: error.line(),
        column: error.column(),
    })?;
    let violations: Vec<_> = reading
        .validator()
        .iter_errors(&body)
        .map(|error| violation(&error))
        .collect();
    if violations.is_empty() {
        Ok(())
    } else {
        Err(ValidateError::Violations(violations))
    }
}

fn violation(error: &ValidationError<'_>) -> Violation {
    Violation {
        pointer: error.instance_path().as_str().to_owned(),
        keyword: error.kind().keyword().to_owned(),
        message: error.masked_with("the value").to_string(),
    }
}
