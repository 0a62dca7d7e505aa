//! Report of a comparison: text for people, JSON for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::Comparison;
use crate::compare::{Event, Verdict};
use crate::published::Published;
use crate::rules::Bump;

pub(crate) fn text(new: &Published, comparisons: &[Comparison]) -> String {
    let mut text = String::new();
    if comparisons.is_empty() {
        text.push_str(
            "no version of schema/ is released: schema/CHANGELOG.md has no heading with a date\n",
        );
    }
    for Comparison { base, events, judgement } in comparisons {
        let _ = writeln!(
            text,
            "{}, version {} → schema/, version {}\n",
            base.name, base.version, new.version
        );
        let width = events.iter().map(|event| event.name.len()).max().unwrap_or_default();
        for event in events {
            let word = word(event.verdict);
            let note = event.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
            let _ = writeln!(text, "  {:width$}  {word}{note}", event.name);
            for change in &event.changes {
                let refused_by = change.refused_by.join(", ");
                let _ = writeln!(
                    text,
                    "      {} {}; refused by: {refused_by}",
                    change.pointer, change.problem
                );
                if let Some(sample) = &change.sample {
                    let _ = writeln!(text, "      {sample}");
                }
            }
        }
        let _ = writeln!(text, "\n{}\n", summary(events, judgement.bump, &judgement.lowest));
    }
    text
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unchanged => "unchanged",
        Verdict::Compatible => "compatible",
        Verdict::Breaking => "BREAKING",
    }
}

fn summary(events: &[Event], bump: Bump, lowest: &str) -> String {
    let count = |verdict| events.iter().filter(|event| event.verdict == verdict).count();
    let (unchanged, compatible, breaking) =
        (count(Verdict::Unchanged), count(Verdict::Compatible), count(Verdict::Breaking));
    let need = match bump {
        Bump::Nothing => "the version can stay".to_owned(),
        _ => format!("the version must be {lowest} at least"),
    };
    let text = if bump == Bump::Patch { ", but the text changed" } else { "" };
    format!("{unchanged} unchanged, {compatible} compatible, {breaking} breaking{text}: {need}")
}

pub(crate) fn json(new: &Published, comparisons: &[Comparison], problems: &[String]) -> Value {
    let comparisons = comparisons.iter().map(|Comparison { base, events, judgement }| {
        json!({
            "base": base.name,
            "baseVersion": base.version,
            "lowestVersion": judgement.lowest,
            "events": events
        })
    });
    json!({
        "version": new.version,
        "comparisons": comparisons.collect::<Vec<_>>(),
        "problems": problems
    })
}
