//! Percentiles of the time that answers took.

use std::time::Duration;

use serde_json::{Map, Value, json};

/// The percentiles that are reported, in thousandths.
const PERCENTILES: [(&str, usize); 4] = [("p50", 500), ("p90", 900), ("p99", 990), ("p99.9", 999)];

/// The times of the answers.
#[derive(Debug, Default)]
pub(crate) struct Latency(Vec<Duration>);

impl Latency {
    pub(crate) fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// The percentiles by the nearest rank, and the longest time; none without an answer.
    fn figures(&self) -> Vec<(&'static str, Duration)> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let Some(longest) = sorted.last() else { return Vec::new() };
        let at = |thousandths: usize| {
            let rank = (sorted.len() * thousandths).div_ceil(1000);
            sorted[rank.saturating_sub(1)]
        };
        let percentiles = PERCENTILES.iter().map(|(name, thousandths)| (*name, at(*thousandths)));
        percentiles.chain([("longest", *longest)]).collect()
    }

    /// The figures in milliseconds.
    pub(crate) fn to_json(&self) -> Value {
        let figures = self.figures().into_iter();
        let figures = figures.map(|(name, time)| (name.to_owned(), json!(milliseconds(time))));
        Value::Object(figures.collect::<Map<_, _>>())
    }

    /// `answers took p50 1.2 ms, p90 …`
    pub(crate) fn to_text(&self) -> String {
        let figures = self.figures();
        let texts: Vec<_> = figures
            .iter()
            .map(|(name, time)| format!("{name} {:.1} ms", milliseconds(*time)))
            .collect();
        if texts.is_empty() {
            "no complete answer came".to_owned()
        } else {
            format!("answers took {}", texts.join(", "))
        }
    }
}

/// Milliseconds, to the microsecond.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_by_the_nearest_rank() {
        let mut latency = Latency::default();
        for time in (1..=1000).rev() {
            latency.add(Duration::from_millis(time));
        }
        let expected = "answers took p50 500.0 ms, p90 900.0 ms, p99 990.0 ms, p99.9 999.0 ms, longest 1000.0 ms";
        assert_eq!(latency.to_text(), expected);
        let mut one = Latency::default();
        one.add(Duration::from_micros(1500));
        assert_eq!(
            one.to_json(),
            json!({"p50": 1.5, "p90": 1.5, "p99": 1.5, "p99.9": 1.5, "longest": 1.5})
        );
        assert_eq!(Latency::default().to_text(), "no complete answer came");
    }
}
