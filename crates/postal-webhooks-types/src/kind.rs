//! Names of the events: [`EventKind`] as text, and read from it.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use crate::EventKind;

/// A name that is none of the known events'.
///
/// It does not repeat the name, which may come from a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownEventName;

impl fmt::Display for UnknownEventName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown event; the known ones are ")?;
        for (n, kind) in EventKind::ALL.iter().enumerate() {
            write!(f, "{}{kind}", if n == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl Error for UnknownEventName {}

impl FromStr for EventKind {
    type Err = UnknownEventName;

    fn from_str(name: &str) -> Result<Self, UnknownEventName> {
        Self::from_name(name).ok_or(UnknownEventName)
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for EventKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for EventKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name: String = crate::de::read(deserializer)?;
        name.parse().map_err(D::Error::custom)
    }
}
