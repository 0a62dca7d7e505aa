//! Arguments that select events.

use std::str::FromStr;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use postal_webhooks_receiver::operate::{Selection, time};

use super::now;

/// Which events.
#[derive(Args)]
pub(crate) struct Select {
    /// Received since a time, or for so long: `2026-01-31T12:00:00Z`, `90m`, `7d`.
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<String>,
    /// Sequences: `5`, `5..9` with both ends, `5..`.
    #[arg(long, value_name = "RANGE")]
    pub(crate) seq: Option<Range>,
    /// With this uuid. Can be repeated.
    #[arg(long)]
    pub(crate) uuid: Vec<String>,
    /// Of this name: `MessageSent`. Can be repeated.
    #[arg(long, value_name = "NAME")]
    pub(crate) event: Vec<String>,
    /// From this source. Can be repeated.
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Vec<String>,
}

impl Select {
    pub(crate) fn selection(&self) -> Result<Selection> {
        let mut selection = Selection::default();
        if let Some(since) = &self.since {
            selection.since = Some(read_since(since)?);
        }
        if let Some(Range { from, until }) = self.seq {
            (selection.from, selection.until) = (Some(from), until);
        }
        selection.uuids.clone_from(&self.uuid);
        selection.events.clone_from(&self.event);
        selection.sources.clone_from(&self.source);
        Ok(selection)
    }
}

fn read_since(text: &str) -> Result<i64> {
    if let Some(time) = time::parse(text) {
        return Ok(time);
    }
    let hint = "write --since as 2026-01-31T12:00:00Z, or as 90m, 12h or 7d ago";
    let ago = duration(text).context(hint)?;
    Ok(now()?.saturating_sub(i64::try_from(ago)?.saturating_mul(1_000_000)))
}

/// Seconds of a duration: `90s`, `90m`, `12h`, `7d`.
pub(crate) fn duration(text: &str) -> Result<u64> {
    let (number, unit) = text.split_at(text.trim_end_matches(|c: char| !c.is_ascii_digit()).len());
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => bail!("a duration is as 90s, 90m, 12h or 7d"),
    };
    let number: u64 = number.parse().context("a duration is as 90s, 90m, 12h or 7d")?;
    number.checked_mul(seconds).context("the duration is too long")
}

/// Sequences from one to another, both among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) from: i64,
    pub(crate) until: Option<i64>,
}

impl FromStr for Range {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let number = |text: &str| {
            text.parse::<i64>().context("a sequence is a number, as in 5, 5..9 or 5..")
        };
        let range = match text.split_once("..") {
            None => Self { from: number(text)?, until: Some(number(text)?) },
            Some((from, "")) => Self { from: number(from)?, until: None },
            Some((from, until)) => Self { from: number(from)?, until: Some(number(until)?) },
        };
        if range.from < 0 || range.until.is_some_and(|until| until < range.from) {
            bail!("the range has no sequences; write the smaller first, as in 5..9");
        }
        Ok(range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_durations() {
        let range = |text: &str| text.parse::<Range>().ok().map(|it| (it.from, it.until));
        assert_eq!(range("5"), Some((5, Some(5))));
        assert_eq!(range("5..9"), Some((5, Some(9))));
        assert_eq!(range("5.."), Some((5, None)));
        for wrong in ["", "..", "..5", "9..5", "-1", "a", "5...9", "5-9"] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
        assert_eq!(duration("90m").ok(), Some(5400));
        assert_eq!(duration("7d").ok(), Some(604_800));
        for wrong in
            ["", "5", "m", "-5m", "5w", "5 m", "99999999999999999999d", "999999999999999999d"]
        {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}
