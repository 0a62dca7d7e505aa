//! Rules on versions: a break is listed with a reason, and the version rises as semver asks.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use anyhow::{Result, anyhow, bail};
use serde::Deserialize;

use crate::compare::{Event, Verdict};
use crate::published::Published;
use crate::releases::headings;

/// The changelog, and the breaks that are accepted.
pub(crate) struct Records {
    pub changelog: String,
    breaking: Vec<AcceptedBreak>,
}

/// An entry of `schema/compat.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AcceptedBreak {
    /// The version that brings it.
    version: String,
    /// Its name, or `*` for all that break at this place.
    event: String,
    /// Of the place that breaks; empty where the whole event does.
    pointer: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    breaking: Vec<AcceptedBreak>,
}

/// Number of the version that must rise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bump {
    Nothing,
    Patch,
    Minor,
    Major,
}

pub(crate) struct Judgement {
    pub bump: Bump,
    /// The lowest version that will do.
    pub lowest: String,
    pub problems: Vec<String>,
}

impl Records {
    /// Reads the texts of `schema/CHANGELOG.md` and `schema/compat.toml`.
    pub(crate) fn read(changelog: &str, compat: &str) -> Result<Self> {
        let List { breaking } = toml::from_str(compat).map_err(|e| {
            anyhow!(
                "schema/compat.toml: {}; an entry has version, event, pointer and reason",
                e.message()
            )
        })?;
        if let Some(listed) = breaking.iter().find(|listed| listed.reason.trim().is_empty()) {
            bail!(
                "schema/compat.toml: the entry for {} {} gives no reason; write why it has to be",
                listed.event,
                listed.pointer
            );
        }
        Ok(Self { changelog: changelog.to_owned(), breaking })
    }

    /// What is listed for one version.
    fn of(&self, version: &str) -> impl Iterator<Item = &AcceptedBreak> {
        let of_version = move |listed: &&AcceptedBreak| listed.version == version;
        self.breaking.iter().filter(of_version)
    }
}

impl AcceptedBreak {
    fn is_at(&self, event: &str, pointer: &str) -> bool {
        (self.event == event || self.event == "*") && self.pointer == pointer
    }
}

/// What is wrong with the entry of the changelog for `version`.
pub(crate) fn entry_problem(changelog: &str, version: &str) -> Option<String> {
    let headings = headings(changelog);
    let entry = headings.iter().find(|release| release.version == version);
    match entry {
        Some(entry) if entry.has_text => None,
        Some(_) => Some(format!(
            "schema/CHANGELOG.md says nothing below its heading for {version}; write what changed"
        )),
        None => Some(format!(
            "schema/CHANGELOG.md has no heading for {version}; write `## {version} (unreleased)` and what changed below it"
        )),
    }
}

/// Judges the change from `base` to `new`.
pub(crate) fn judge(
    base: &Published,
    new: &Published,
    events: &[Event],
    records: &Records,
) -> Judgement {
    let worst = |verdict| events.iter().any(|event| event.verdict == verdict);
    let bump = if worst(Verdict::Breaking) {
        Bump::Major
    } else if worst(Verdict::Compatible) {
        Bump::Minor
    } else if base.text != new.text {
        Bump::Patch
    } else {
        Bump::Nothing
    };
    let mut problems = Vec::new();
    let (from, to) = (numbers(&base.version), numbers(&new.version));
    let lowest = raised(from, bump);
    let shown = text(lowest);
    if to < from {
        problems.push(format!(
            "version goes back from {} to {}; raise it to {shown} in schema/schema.toml",
            base.version, new.version
        ));
    } else if to == from && bump > Bump::Nothing {
        problems.push(format!(
            "schema/ differs from {}, and version is still {}; raise it to {shown} in schema/schema.toml, and say in schema/CHANGELOG.md what changed",
            base.name, new.version
        ));
    } else if to < lowest {
        problems.push(format!("version rises from {} to {} only, and this change is {bump}; raise it to {shown} in schema/schema.toml", base.version, new.version));
    }
    if to != from {
        let version = text(to.max(lowest));
        problems.extend(unlisted(&version, events, records));
        problems.extend(stale(&version, events, records));
    }
    Judgement { bump, lowest: shown, problems }
}

/// Breaks that no entry for `version` lists, those at one place in one line.
fn unlisted(version: &str, events: &[Event], records: &Records) -> Vec<String> {
    let mut by_pointer: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (event, pointer) in places(events) {
        if !records.of(version).any(|listed| listed.is_at(event, pointer)) {
            by_pointer.entry(pointer).or_default().push(event);
        }
    }
    let problem = |(pointer, events): (&str, Vec<&str>)| {
        format!(
            "{} breaks at \"{pointer}\"; keep it readable, or list it in schema/compat.toml with version = \"{version}\" and a reason",
            events.join(", ")
        )
    };
    by_pointer.into_iter().map(problem).collect()
}

/// Entries for `version` that list what does not break.
fn stale(version: &str, events: &[Event], records: &Records) -> Vec<String> {
    let breaks = |listed: &&AcceptedBreak| {
        places(events).any(|(event, pointer)| listed.is_at(event, pointer))
    };
    let stale = records.of(version).filter(|listed| !breaks(listed));
    let problem = |listed: &AcceptedBreak| {
        format!(
            "schema/compat.toml lists {} \"{}\" for {version}, and nothing breaks there; remove the entry",
            listed.event, listed.pointer
        )
    };
    stale.map(problem).collect()
}

/// Event and pointer of all that breaks, each once.
fn places(events: &[Event]) -> impl Iterator<Item = (&str, &str)> {
    let breaking = events.iter().filter(|event| event.verdict == Verdict::Breaking);
    let places = breaking.flat_map(|event| {
        let pointers = event.changes.iter().map(|change| change.pointer.as_str());
        // Where no place is known, the whole event breaks.
        let whole = event.changes.is_empty().then_some("");
        pointers.chain(whole).map(|pointer| (event.name.as_str(), pointer))
    });
    places.collect::<BTreeSet<_>>().into_iter()
}

fn numbers(version: &str) -> [u64; 3] {
    let mut numbers = version.split('.').map(|number| number.parse().unwrap_or_default());
    std::array::from_fn(|_| numbers.next().unwrap_or_default())
}

fn raised([major, minor, patch]: [u64; 3], bump: Bump) -> [u64; 3] {
    match bump {
        Bump::Nothing => [major, minor, patch],
        Bump::Patch => [major, minor, patch + 1],
        Bump::Minor => [major, minor + 1, 0],
        Bump::Major => [major + 1, 0, 0],
    }
}

fn text([major, minor, patch]: [u64; 3]) -> String {
    format!("{major}.{minor}.{patch}")
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "none",
            Self::Patch => "of the text alone",
            Self::Minor => "compatible",
            Self::Major => "breaking",
        })
    }
}
