//! Conversions of [`Timestamp`] to and from chrono, time and jiff, rounded to the microsecond.
//!
//! Each item has its `cfg` once more: it is all that the documentation of a crate which exports it
//! again can show.

use std::error::Error;
use std::fmt;

use crate::Timestamp;

/// A time beyond the years that the other type holds.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "chrono", feature = "jiff", feature = "time"))))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimestampOutOfRange;

impl fmt::Display for TimestampOutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time is beyond the years that this type holds")
    }
}

impl Error for TimestampOutOfRange {}

/// The microseconds, unless they are only the nearest that an `i64` holds.
fn micros(timestamp: Timestamp) -> Result<i64, TimestampOutOfRange> {
    match timestamp.unix_micros() {
        i64::MIN | i64::MAX => Err(TimestampOutOfRange),
        micros => Ok(micros),
    }
}

fn of_nanos(nanos: i128) -> Timestamp {
    let micros = (nanos + 500).div_euclid(1_000);
    let nearest = if micros < 0 { i64::MIN } else { i64::MAX };
    Timestamp::from_unix_micros(i64::try_from(micros).unwrap_or(nearest))
}

#[cfg(feature = "chrono")]
mod chrono {
    use chrono::{DateTime, TimeZone, Utc};

    use super::{Timestamp, TimestampOutOfRange, micros, of_nanos};

    /// The microsecond nearest to the timestamp. Years beyond about ±262,000 are an error.
    #[cfg(feature = "chrono")]
    #[cfg_attr(docsrs, doc(cfg(feature = "chrono")))]
    impl TryFrom<Timestamp> for DateTime<Utc> {
        type Error = TimestampOutOfRange;

        fn try_from(timestamp: Timestamp) -> Result<Self, TimestampOutOfRange> {
            Self::from_timestamp_micros(micros(timestamp)?).ok_or(TimestampOutOfRange)
        }
    }

    /// The microsecond nearest to the time.
    #[cfg(feature = "chrono")]
    #[cfg_attr(docsrs, doc(cfg(feature = "chrono")))]
    impl<Tz: TimeZone> From<DateTime<Tz>> for Timestamp {
        fn from(time: DateTime<Tz>) -> Self {
            // Within a leap second there are more than 10⁹ of these; it then becomes the next
            // second.
            let nanos = i128::from(time.timestamp_subsec_nanos());
            of_nanos(i128::from(time.timestamp()) * 1_000_000_000 + nanos)
        }
    }
}

#[cfg(feature = "time")]
mod time {
    use time::OffsetDateTime;

    use super::{Timestamp, TimestampOutOfRange, micros, of_nanos};

    /// The microsecond nearest to the timestamp, in UTC. Years beyond ±9999 are an error, or with
    /// time's feature `large-dates` beyond about ±292,000.
    #[cfg(feature = "time")]
    #[cfg_attr(docsrs, doc(cfg(feature = "time")))]
    impl TryFrom<Timestamp> for OffsetDateTime {
        type Error = TimestampOutOfRange;

        fn try_from(timestamp: Timestamp) -> Result<Self, TimestampOutOfRange> {
            let nanos = i128::from(micros(timestamp)?) * 1_000;
            Self::from_unix_timestamp_nanos(nanos).map_err(|_| TimestampOutOfRange)
        }
    }

    /// The microsecond nearest to the time. Years beyond about ±292,000 give the nearest within.
    #[cfg(feature = "time")]
    #[cfg_attr(docsrs, doc(cfg(feature = "time")))]
    impl From<OffsetDateTime> for Timestamp {
        fn from(time: OffsetDateTime) -> Self {
            of_nanos(time.unix_timestamp_nanos())
        }
    }
}

#[cfg(feature = "jiff")]
mod jiff {
    use super::{Timestamp, TimestampOutOfRange, micros, of_nanos};

    /// The microsecond nearest to the timestamp. Years beyond ±9999 are an error.
    #[cfg(feature = "jiff")]
    #[cfg_attr(docsrs, doc(cfg(feature = "jiff")))]
    impl TryFrom<Timestamp> for jiff::Timestamp {
        type Error = TimestampOutOfRange;

        fn try_from(timestamp: Timestamp) -> Result<Self, TimestampOutOfRange> {
            Self::from_microsecond(micros(timestamp)?).map_err(|_| TimestampOutOfRange)
        }
    }

    /// The microsecond nearest to the time.
    #[cfg(feature = "jiff")]
    #[cfg_attr(docsrs, doc(cfg(feature = "jiff")))]
    impl From<jiff::Timestamp> for Timestamp {
        fn from(time: jiff::Timestamp) -> Self {
            of_nanos(time.as_nanosecond())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds as they are read, and the microseconds that they are.
    const TIMES: [(f64, i64); 7] = [
        (1_549_376_072.315_569_9, 1_549_376_072_315_570),
        (1_477_945_177.129_94, 1_477_945_177_129_940),
        (1_791_288_005.0, 1_791_288_005_000_000),
        (0.0, 0),
        (-0.000_001_5, -2),
        (-1.5, -1_500_000),
        (-62_135_596_800.25, -62_135_596_800_250_000),
    ];
    /// Beyond what each of the types holds, and an `i64` of microseconds.
    const TOO_FAR: [f64; 6] = [1e300, -1e300, f64::MAX, f64::MIN, 9.3e12, -9.3e12];

    fn check<T>(micros_of: impl Fn(&T) -> i64)
    where
        T: TryFrom<Timestamp, Error = TimestampOutOfRange> + fmt::Debug + PartialEq + Clone,
        Timestamp: From<T>,
    {
        for (secs, micros) in TIMES {
            let timestamp = Timestamp::from_secs_f64(secs).unwrap();
            let time = T::try_from(timestamp).unwrap();
            assert_eq!(micros_of(&time), micros, "{secs}");
            let back = Timestamp::from(time.clone());
            assert_eq!(back.unix_micros(), micros, "{secs}");
            assert_eq!(T::try_from(back).unwrap(), time);
        }
        for secs in TOO_FAR {
            let timestamp = Timestamp::from_secs_f64(secs).unwrap();
            assert_eq!(T::try_from(timestamp), Err(TimestampOutOfRange), "{secs}");
        }
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn chrono_holds_the_microsecond() {
        use ::chrono::{DateTime, FixedOffset, NaiveDate, Utc};

        check::<DateTime<Utc>>(DateTime::timestamp_micros);
        for end in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            let there = Timestamp::from(end).unix_micros() / 1_000_000;
            assert!((there - end.timestamp()).abs() <= 1, "{there}");
        }
        let rounded = Timestamp::from(DateTime::from_timestamp(1, 1_500).unwrap());
        assert_eq!(rounded.unix_micros(), 1_000_002);
        let elsewhere = DateTime::from_timestamp(1, 0)
            .unwrap()
            .with_timezone(&FixedOffset::east_opt(3600).unwrap());
        assert_eq!(Timestamp::from(elsewhere).unix_micros(), 1_000_000);
        let leap = NaiveDate::from_ymd_opt(2016, 12, 31)
            .and_then(|day| day.and_hms_milli_opt(23, 59, 59, 1_500))
            .unwrap();
        assert_eq!(Timestamp::from(leap.and_utc()).unix_micros(), 1_483_228_800_500_000);
    }

    #[cfg(feature = "time")]
    #[test]
    fn time_holds_the_microsecond() {
        use ::time::OffsetDateTime;

        check::<OffsetDateTime>(|time| i64::try_from(time.unix_timestamp_nanos() / 1_000).unwrap());
        let rounded = OffsetDateTime::from_unix_timestamp_nanos(1_000_001_500).unwrap();
        assert_eq!(Timestamp::from(rounded).unix_micros(), 1_000_002);
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn jiff_holds_the_microsecond() {
        check::<::jiff::Timestamp>(|time| time.as_microsecond());
        for end in [::jiff::Timestamp::MIN, ::jiff::Timestamp::MAX] {
            let there = Timestamp::from(end).unix_micros() / 1_000_000;
            assert!((there - end.as_second()).abs() <= 1, "{there}");
        }
        let rounded = ::jiff::Timestamp::from_nanosecond(1_000_001_500).unwrap();
        assert_eq!(Timestamp::from(rounded).unix_micros(), 1_000_002);
    }

    #[test]
    fn beyond_microseconds_is_the_nearest() {
        let micros = |nanos| of_nanos(nanos).unix_micros();
        let second = 1_000_000;
        assert!(micros(i128::from(i64::MAX) * 2_000) > i64::MAX - second);
        assert!(micros(i128::from(i64::MIN) * 2_000) < i64::MIN + second);
        assert_eq!([micros(499), micros(500), micros(-500), micros(-501)], [0, 1, 0, -1]);
    }
}
