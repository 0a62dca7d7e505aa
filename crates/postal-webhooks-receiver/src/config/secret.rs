//! Secrets: read from where a value says they are, and never printed.

use std::fmt;

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[REDACTED]")
    }
}

/// Why there is no text where a value says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    Variable,
    File(std::io::ErrorKind),
    Empty,
}

impl Missing {
    pub(crate) fn what(&self) -> String {
        match self {
            Self::Variable => "there is no variable of this name that holds text".to_owned(),
            Self::File(kind) => format!("the file that it names cannot be read ({kind})"),
            Self::Empty => "what it names is empty".to_owned(),
        }
    }
}

/// Whether a value says where a text is.
pub(crate) fn is_reference(value: &str) -> bool {
    value.starts_with("env:") || value.starts_with("file:")
}

/// The text that a value stands for: itself, or what `env:NAME` or `file:PATH` holds, without the
/// line break at its end.
pub(crate) fn resolve(value: &str) -> Result<Secret, Missing> {
    let text = if let Some(name) = value.strip_prefix("env:") {
        std::env::var(name).map_err(|_| Missing::Variable)?
    } else if let Some(path) = value.strip_prefix("file:") {
        std::fs::read_to_string(path).map_err(|error| Missing::File(error.kind()))?
    } else {
        value.to_owned()
    };
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() { Err(Missing::Empty) } else { Ok(Secret(text.to_owned())) }
}
