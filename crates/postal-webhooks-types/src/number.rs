//! Number of JSON: one type, whose integers may be written `12`, `12.0` or `1.2e1`.
//!
//! Digits without a fraction and an exponent that fit 64 bits are exact. Any other number is read
//! as a double, as most readers of JSON do: exact to 2^53 where it is an integer.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

use crate::de::Read;

/// What is due where a number is too large for its type.
pub(crate) const FITS: &str = "a number that fits 64 bits";

/// The largest integer that is read, as in the published schemas: what 64 bits hold with a sign,
/// and so every other language's integer of 64 bits.
pub(crate) const LARGEST_INTEGER: u64 = i64::MAX.unsigned_abs();

/// A number as it was written.
#[derive(Clone, Copy)]
pub(crate) enum Number {
    Unsigned(u64),
    Double(f64),
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        i128::from(value).into()
    }
}

impl From<u128> for Number {
    #[allow(clippy::cast_precision_loss, reason = "it does not fit 64 bits")]
    fn from(value: u128) -> Self {
        u64::try_from(value).map_or(Self::Double(value as f64), Self::Unsigned)
    }
}

impl From<i128> for Number {
    #[allow(clippy::cast_precision_loss, reason = "it does not fit 64 bits")]
    fn from(value: i128) -> Self {
        u64::try_from(value).map_or(Self::Double(value as f64), Self::Unsigned)
    }
}

impl Number {
    /// Reads digits that are known to be a number of JSON.
    pub(crate) fn from_digits(digits: &str) -> Option<Self> {
        let unsigned = digits.parse().map(Self::Unsigned);
        unsigned.or_else(|_| digits.parse().map(Self::Double)).ok()
    }

    /// The double nearest to it; `None` where it is too large for one.
    #[allow(clippy::cast_precision_loss, reason = "a JSON number is a double to its sender too")]
    pub(crate) fn as_f64(self) -> Option<f64> {
        match self {
            Self::Unsigned(value) => Some(value as f64),
            Self::Double(value) => value.is_finite().then_some(value),
        }
    }
}

impl Read<'_> for f64 {
    const EXPECTED: &'static str = "a number";

    fn from_number(number: Number) -> Result<Self, &'static str> {
        number.as_f64().ok_or(FITS)
    }
}

impl Read<'_> for u64 {
    const EXPECTED: &'static str = "a non-negative integer";

    fn from_number(number: Number) -> Result<Self, &'static str> {
        match number {
            Number::Unsigned(value @ 0..=LARGEST_INTEGER) => Ok(value),
            Number::Unsigned(_) => Err(FITS),
            Number::Double(value) => from_double(value),
        }
    }
}

#[cold]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked: an integer from 0 to 2^63"
)]
fn from_double(value: f64) -> Result<u64, &'static str> {
    // The smallest integer that is too large, and a double.
    const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
    // Of an infinite number neither is true.
    let integer = value >= 0.0 && value.fract() == 0.0;
    if value.is_infinite() || integer && value >= TWO_TO_63 {
        Err(FITS)
    } else if integer {
        Ok(value as u64)
    } else {
        Err(u64::EXPECTED)
    }
}

/// The key under which `serde_json` gives the digits of a number, with its feature
/// `arbitrary_precision`.
pub(crate) const TOKEN: &str = "$serde_json::private::Number";

/// Reads the value of [`TOKEN`]: a number, where `serde_json` wrote the key.
///
/// A body may have this key too, and then it is an object like any other. What tells them apart:
/// asked to ignore a value, a deserializer of JSON text or of a `serde_json::Value` ignores it,
/// and the digits of a number are given all the same.
pub(crate) struct Digits;

impl<'de> DeserializeSeed<'de> for Digits {
    type Value = Option<Number>;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Option<Number>, D::Error> {
        deserializer.deserialize_ignored_any(self)
    }
}

impl Visitor<'_> for Digits {
    type Value = Option<Number>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_unit<E>(self) -> Result<Option<Number>, E> {
        Ok(None)
    }

    fn visit_str<E: Error>(self, digits: &str) -> Result<Option<Number>, E> {
        Ok(Number::from_digits(digits))
    }
}
