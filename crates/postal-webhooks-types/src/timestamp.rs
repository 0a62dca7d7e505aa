//! [`Timestamp`]: a point in time as Postal writes it, seconds with a fraction.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::time::{Duration, SystemTime};

use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::de::Read;
use crate::number::{FITS, Number};

/// A point in time: seconds since 1970-01-01T00:00:00Z.
///
/// It keeps the `f64` that was read, so that it writes back the digits that it read.
/// Postal's clock has microseconds, and about a quarter of its timestamps print seven decimals
/// (`1549376072.3155699` for `…315570`): [`unix_micros`](Self::unix_micros) rounds.
///
/// Timestamps are ordered by time. Those of one microsecond can differ in their last digit: compare
/// [`unix_micros`](Self::unix_micros) where that must not count.
///
/// Behind the features `chrono`, `time` and `jiff` it turns into `chrono::DateTime<Utc>`,
/// `time::OffsetDateTime` and `jiff::Timestamp` with `try_from` (they hold fewer years), and back
/// with `from`; always to the nearest microsecond.
///
/// It reads a JSON number, and a decimal string (`"1791288005.125"`), which re-encoders of
/// Postal's events write. It always writes a number with a decimal point, as Postal does.
///
/// ```
/// use postal_webhooks_types::Timestamp;
///
/// let timestamp: Timestamp = serde_json::from_str("1549376072.3155699")?;
/// assert_eq!(timestamp.unix_micros(), 1_549_376_072_315_570);
/// assert_eq!(serde_json::to_string(&timestamp)?, "1549376072.3155699");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Timestamp(f64);

impl Timestamp {
    /// Makes a timestamp of seconds since 1970; `None` unless they are finite.
    #[must_use]
    pub fn from_secs_f64(secs: f64) -> Option<Self> {
        // Adding zero turns -0.0 into 0.0, so that equal timestamps hash alike.
        secs.is_finite().then_some(Self(secs + 0.0))
    }

    /// Makes a timestamp of microseconds since 1970-01-01T00:00:00Z: the nearest `f64` of seconds.
    ///
    /// Until the year 2242, [`unix_micros`](Self::unix_micros) gives the same microseconds back.
    #[allow(
        clippy::cast_precision_loss,
        reason = "there is no loss before the year 2255, and then the nearest is what the documentation says"
    )]
    #[must_use]
    pub fn from_unix_micros(micros: i64) -> Self {
        Self(micros as f64 / 1e6)
    }

    /// Seconds since 1970-01-01T00:00:00Z, as they were read.
    #[must_use]
    pub const fn as_secs_f64(self) -> f64 {
        self.0
    }

    /// Microseconds since 1970-01-01T00:00:00Z, rounded to the nearest.
    ///
    /// A time beyond the years that an `i64` holds (about ±292,000) gives the nearest that it does.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "`as` saturates, which is what the documentation says"
    )]
    #[must_use]
    pub fn unix_micros(self) -> i64 {
        // Whole seconds and fraction apart: the product of a large f64 and 1e6 would lose digits.
        let whole = self.0.trunc();
        let micros = ((self.0 - whole) * 1e6).round() as i64;
        (whole as i64).saturating_mul(1_000_000).saturating_add(micros)
    }
}

/// The microsecond nearest to the time.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let micros = |distance: Duration| {
            let rounded = distance.saturating_add(Duration::from_nanos(500)).as_micros();
            i64::try_from(rounded).unwrap_or(i64::MAX)
        };
        Self::from_unix_micros(match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => micros(after),
            Err(before) => -micros(before.duration()),
        })
    }
}

/// The microsecond nearest to the timestamp.
impl From<Timestamp> for SystemTime {
    fn from(timestamp: Timestamp) -> Self {
        let micros = timestamp.unix_micros();
        let distance = Duration::from_micros(micros.unsigned_abs());
        let moved = if micros < 0 {
            Self::UNIX_EPOCH.checked_sub(distance)
        } else {
            Self::UNIX_EPOCH.checked_add(distance)
        };
        // Only a platform whose clock holds fewer years than an i64 of microseconds comes here.
        moved.unwrap_or(Self::UNIX_EPOCH)
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

/// The digits that it was read from, with a decimal point and without an exponent, as Postal writes
/// them.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        let point = if digits.contains('.') { "" } else { ".0" };
        write!(f, "{digits}{point}")
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({:?})", self.0)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Here `serde_json` writes no exponent either, and other serializers know an `f64` best.
        if self.0 == 0.0 || (1e-4..1e15).contains(&self.0.abs()) {
            return serializer.serialize_f64(self.0);
        }
        RawValue::from_string(self.to_string()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

crate::de::deserialize!(Timestamp);

impl Read<'_> for Timestamp {
    const EXPECTED: &'static str = "a timestamp: seconds as a number";

    fn is_foreign_text(&self) -> bool {
        true
    }

    fn from_number(number: Number) -> Result<Self, &'static str> {
        let secs = number.as_f64().and_then(Self::from_secs_f64);
        secs.ok_or(FITS)
    }

    fn from_text(text: &str) -> Option<Self> {
        let decimal = is_decimal(text).then(|| text.parse().ok()).flatten();
        decimal.and_then(Self::from_secs_f64)
    }
}

/// The decimal strings that are read, as a regular expression for the schema.
#[cfg(feature = "schemars")]
const DECIMAL: &str = r"^-?[0-9]{1,20}(\.[0-9]+)?$";

/// Whether the text is a plain decimal: `parse` alone would also read `inf`, `nan`, `1e5` and `.5`.
fn is_decimal(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    digits(whole) && whole.len() <= 20 && digits(fraction)
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Timestamp {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A point in time: seconds since 1970-01-01T00:00:00Z.",
            "type": ["number", "string"],
            "pattern": DECIMAL
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Timestamp, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn writes_back_the_digits_that_it_read() {
        for digits in ["1549376072.3155699", "1477945177.12994", "0.1", "1791288005.0"] {
            assert_eq!(serde_json::to_string(&read(digits).unwrap()).unwrap(), digits);
        }
        assert_eq!(serde_json::to_string(&read("1791288005").unwrap()).unwrap(), "1791288005.0");
    }

    #[test]
    fn shows_the_digits_that_it_read() {
        for digits in ["1549376072.3155699", "1477945177.12994", "-0.5", "0.00001", "1791288005.0"]
        {
            assert_eq!(read(digits).unwrap().to_string(), digits);
        }
        assert_eq!(read("1791288005").unwrap().to_string(), "1791288005.0");
    }

    #[test]
    fn system_times_come_back_to_the_microsecond() {
        for micros in [0, 1, -1, 1_477_945_177_129_940, -62_135_596_800_000_000] {
            let timestamp = Timestamp::from_unix_micros(micros);
            let back = Timestamp::from(SystemTime::from(timestamp));
            assert_eq!(back.unix_micros(), micros);
        }
        let half = SystemTime::UNIX_EPOCH + Duration::from_nanos(1_500);
        assert_eq!(Timestamp::from(half).unix_micros(), 2);
    }

    #[test]
    fn rounds_to_microseconds() {
        let micros = |digits| read(digits).unwrap().unix_micros();
        assert_eq!(micros("1549376072.3155699"), 1_549_376_072_315_570);
        assert_eq!(micros("1477945177.12994"), 1_477_945_177_129_940);
        assert_eq!(micros("1791288005"), 1_791_288_005_000_000);
        assert_eq!(micros("-0.0000015"), -2);
        assert_eq!(micros("1e300"), i64::MAX);
    }

    #[test]
    fn keeps_microseconds_until_2242() {
        let year_2242 = 1_i64 << 33;
        for secs in [0, 1, -1, 1_549_376_072, year_2242 - 1, -year_2242 + 1] {
            for fraction in [0, 1, 315_570, 499_999, 999_999] {
                let micros = secs * 1_000_000 + fraction;
                assert_eq!(Timestamp::from_unix_micros(micros).unix_micros(), micros);
            }
        }
    }

    #[test]
    fn reads_decimal_strings_and_no_other_text() {
        assert_eq!(read("\"1791288005.125\"").unwrap(), read("1791288005.125").unwrap());
        for wrong in
            ["\"inf\"", "\"NaN\"", "\"1e5\"", "\"\"", "\" 1\"", "\"1.2.3\"", "null", "true"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        for wrong in ["[1]", "{}", "{\"a\":1}"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn system_time_is_the_nearest_microsecond() {
        let since =
            |digits| SystemTime::from(read(digits).unwrap()).duration_since(SystemTime::UNIX_EPOCH);
        assert_eq!(
            since("1549376072.3155699").unwrap(),
            Duration::from_micros(1_549_376_072_315_570)
        );
        assert_eq!(since("-1.5").unwrap_err().duration(), Duration::from_millis(1_500));
    }

    #[test]
    fn zero_has_one_form() {
        assert_eq!(read("-0.0").unwrap(), read("0").unwrap());
    }

    /// Beyond the years of Postal too, where serde_json has an exponent.
    #[test]
    fn never_writes_an_exponent() {
        for (digits, written) in [
            ("1e16", "10000000000000000.0"),
            ("-1e-6", "-0.000001"),
            ("1.5e21", "1500000000000000000000.0"),
            ("12345678901234567890", "12345678901234567000.0"),
        ] {
            let timestamp = read(digits).unwrap();
            let text = serde_json::to_string(&timestamp).unwrap();
            assert_eq!(read(&text).unwrap(), timestamp, "{digits}");
            assert_eq!(text, written);
        }
    }
}
