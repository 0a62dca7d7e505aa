//! Values of settings, from text to what they mean.

use std::time::Duration;

use super::table::Shape;

/// A value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    Text(String),
    Number(u64),
    Bool(bool),
    Texts(Vec<String>),
    /// What no setting has.
    Other,
}

impl Raw {
    /// Reads the text of a variable or a flag, which has no quotes: texts of a list have commas
    /// between them.
    pub(super) fn from_variable(text: &str, shape: Shape) -> Option<Self> {
        Some(match shape {
            Shape::Bool => Self::Bool(text.parse().ok()?),
            Shape::Count => Self::Number(text.parse().ok()?),
            Shape::Texts => {
                let texts = text.split(',').map(str::trim).filter(|text| !text.is_empty());
                Self::Texts(texts.map(str::to_owned).collect())
            }
            _ => Self::Text(text.to_owned()),
        })
    }

    /// Whether it has this shape.
    pub(super) fn fits(&self, shape: Shape) -> bool {
        match (self, shape) {
            (Self::Text(text), Shape::Address) => is_address(text),
            (Self::Text(text), Shape::AddressOrOff) => text == "off" || is_address(text),
            (Self::Text(text), Shape::Duration) => duration(text).is_some(),
            (Self::Text(text), Shape::Size) => size(text).is_some(),
            (Self::Text(text), Shape::Word(words)) => words.contains(&text.as_str()),
            (Self::Text(text), Shape::File | Shape::Text | Shape::MaybeSecret | Shape::Secret) => {
                !text.is_empty()
            }
            (Self::Number(number), Shape::Count) => (1..=1000).contains(number),
            (Self::Bool(_), Shape::Bool) | (Self::Texts(_), Shape::Texts) => true,
            _ => false,
        }
    }
}

/// An address, or a host name, and a port.
pub(super) fn is_address(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    let is_bare = !host.contains(':') || (host.starts_with('[') && host.ends_with(']'));
    !host.is_empty() && is_bare && port.parse::<u16>().is_ok()
}

/// A whole number and a unit: `4s`, `30d`.
pub(super) fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = number_and_unit(text)?;
    let milliseconds = match unit {
        "ms" => 1,
        "s" => 1000,
        "m" => 60 * 1000,
        "h" => 60 * 60 * 1000,
        "d" => 24 * 60 * 60 * 1000,
        _ => return None,
    };
    // A hundred years, far from what overflows anywhere.
    let most = 36_500 * 24 * 60 * 60 * 1000;
    number.checked_mul(milliseconds).filter(|all| *all <= most).map(Duration::from_millis)
}

/// A whole number and a unit: `32MiB`.
pub(super) fn size(text: &str) -> Option<u64> {
    let (number, unit) = number_and_unit(text)?;
    let shift = match unit {
        "B" => 0,
        "KiB" => 10,
        "MiB" => 20,
        "GiB" => 30,
        "TiB" => 40,
        _ => return None,
    };
    number.checked_mul(1 << shift)
}

fn number_and_unit(text: &str) -> Option<(u64, &str)> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    Some((number.parse().ok()?, unit.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_have_a_unit() {
        for (text, seconds) in [("4s", 4), ("2 m", 120), ("1h", 3600), ("30d", 2_592_000)] {
            assert_eq!(duration(text), Some(Duration::from_secs(seconds)), "{text}");
        }
        assert_eq!(duration("250ms"), Some(Duration::from_millis(250)));
        for text in ["4", "s", "", "-4s", "4.5s", "4w", "99999999999999999999d", "40000d"] {
            assert_eq!(duration(text), None, "{text}");
        }
        for (text, bytes) in [("0B", 0), ("3KiB", 3 << 10), ("32MiB", 32 << 20), ("1 GiB", 1 << 30)]
        {
            assert_eq!(size(text), Some(bytes), "{text}");
        }
        for text in ["32", "MiB", "32MB", "-1MiB", "99999999TiB"] {
            assert_eq!(size(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_have_a_port() {
        for text in ["127.0.0.1:8000", "[::1]:0", "localhost:80"] {
            assert!(is_address(text), "{text}");
        }
        for text in ["127.0.0.1", ":80", "::1:80", "a:65536", "a:", ""] {
            assert!(!is_address(text), "{text}");
        }
    }
}
