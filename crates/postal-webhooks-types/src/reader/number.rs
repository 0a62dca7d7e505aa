//! Numbers of JSON, as `serde_json` reads them with its feature `float_roundtrip`: exact where they
//! fit 64 bits, else the nearest double.

use super::{Reader, Result};
use crate::number::Number;

/// What the digits of a number say, as far as they were added up.
struct Digits {
    is_negative: bool,
    /// All digits before the exponent, modulo 2^64.
    all: u64,
    /// How many these are.
    count: usize,
    /// How many of these stand behind the point.
    fraction: Option<usize>,
    has_exponent: bool,
}

impl Reader<'_> {
    /// Reads the number that begins here.
    #[inline(never)]
    pub(crate) fn number(&mut self) -> Result<Number> {
        let start = self.at;
        let digits = self.digits()?;
        Ok(digits.number().unwrap_or_else(|| long(self.since(start))))
    }

    /// Reads the number that begins here and keeps nothing.
    pub(super) fn skip_number(&mut self) -> Result<()> {
        self.digits().map(drop)
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "what it returns is large, and mostly not used")]
    fn digits(&mut self) -> Result<Digits> {
        let is_negative = self.eat(b'-');
        let mut all = 0;
        let mut count = if self.eat(b'0') { 1 } else { self.run(&mut all)? };
        let fraction = if self.eat(b'.') { Some(self.run(&mut all)?) } else { None };
        count += fraction.unwrap_or(0);
        let has_exponent = matches!(self.peek(), Some(b'e' | b'E'));
        if has_exponent {
            self.at += 1;
            if !self.eat(b'+') {
                self.eat(b'-');
            }
            self.run(&mut 0)?;
        }
        Ok(Digits { is_negative, all, count, fraction, has_exponent })
    }

    /// Reads one digit or more, and adds them to a number.
    #[inline]
    fn run(&mut self, number: &mut u64) -> Result<usize> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let mut count = 0;
        while let Some(digit @ 0..=9) = rest.get(count).map(|byte| byte.wrapping_sub(b'0')) {
            *number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
            count += 1;
        }
        self.at += count;
        if count == 0 { Err(self.not_json()) } else { Ok(count) }
    }
}

impl Digits {
    /// The number, where these digits are enough to know it exactly.
    #[inline]
    #[allow(clippy::cast_precision_loss, reason = "there is none up to 2^53")]
    fn number(&self) -> Option<Number> {
        /// The powers of ten that are doubles.
        const POWERS: [f64; 23] = [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
            1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
        ];
        // So many digits always fit 64 bits.
        if self.count > 19 || self.has_exponent {
            return None;
        }
        if self.fraction.is_none() && !self.is_negative {
            return Some(Number::Unsigned(self.all));
        }
        // Two doubles that are exact have the nearest double as their quotient.
        if self.all > 1 << 53 {
            return None;
        }
        let double = self.all as f64 / POWERS[self.fraction.unwrap_or(0)];
        Some(Number::Double(if self.is_negative { -double } else { double }))
    }
}

/// The number of digits that are known to be one.
#[inline(never)]
fn long(digits: &str) -> Number {
    // Which the standard library reads all, the largest as infinite.
    Number::from_digits(digits).unwrap_or(Number::Double(f64::INFINITY))
}
