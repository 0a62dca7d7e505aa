//! `sample`: bodies as Postal sends them.

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use clap::builder::PossibleValuesParser;
use postal_webhooks::testing::{Example, examples, rails_json};
use serde_json::{Value, json};

use crate::Verdict;
use crate::output::Output;

/// Print a body as Postal sends it.
#[derive(Args)]
pub(crate) struct Sample {
    /// The event: `MessageSent`.
    #[arg(required_unless_present = "list", value_parser = PossibleValuesParser::new(events()), hide_possible_values = true)]
    event: Option<String>,
    /// What the body shows.
    #[arg(long, default_value = "typical")]
    case: String,
    /// List the events and cases.
    #[arg(long, conflicts_with = "event")]
    list: bool,
    /// Set a key to a text: `--set payload.message.to=a@example.com`.
    #[arg(long, value_name = "KEY=TEXT")]
    set: Vec<String>,
    /// Set a key to a value of JSON: `--set-json payload.message.id=5`.
    #[arg(long, value_name = "KEY=JSON")]
    set_json: Vec<String>,
    /// Print so many, one a line, each with a uuid of its own.
    #[arg(long, default_value_t = 1)]
    count: u64,
    /// What the uuids are made from: the same number gives the same ones.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Sample {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        if self.list {
            for Example { event, case, .. } in examples() {
                output.result(
                    &json!({"event": event.as_str(), "case": case}),
                    &format!("{event}/{case}"),
                )?;
            }
            output.finish()?;
            return Ok(Verdict::Yes);
        }
        let example = self.example()?;
        if self.count == 1 && self.set.is_empty() && self.set_json.is_empty() {
            output.bytes(example.body)?;
        } else {
            let mut value: Value =
                serde_json::from_slice(example.body).context("an example is no JSON")?;
            self.change(&mut value)?;
            for number in 0..self.count {
                if self.count > 1 {
                    value["uuid"] = json!(uuid(self.seed, number));
                    output.bytes(&rails_json(&value))?;
                    output.bytes(b"\n")?;
                } else {
                    output.bytes(&rails_json(&value))?;
                }
            }
        }
        output.finish()?;
        Ok(Verdict::Yes)
    }

    fn example(&self) -> Result<Example> {
        let event = self.event.as_deref().unwrap_or_default();
        let of_event = || examples().filter(|example| example.event.as_str() == event);
        if let Some(example) = of_event().find(|example| example.case == self.case) {
            return Ok(example);
        }
        let cases: Vec<_> = of_event().map(|example| example.case).collect();
        bail!("{event} has no case {:?}; its cases are {}", self.case, cases.join(", "))
    }

    fn change(&self, value: &mut Value) -> Result<()> {
        let texts = self.set.iter().map(|set| (set, false));
        for (set, is_json) in texts.chain(self.set_json.iter().map(|set| (set, true))) {
            let (path, new) = set.split_once('=').ok_or_else(|| {
                anyhow!("{set:?} has no `=`; write payload.message.to=a@example.com")
            })?;
            if path.split('.').any(str::is_empty) {
                bail!("{set:?} has no key before `=`; write payload.message.to=a@example.com");
            }
            let new = if is_json {
                serde_json::from_str(new)
                    .with_context(|| format!("the value of {path} is no JSON"))?
            } else {
                json!(new)
            };
            // A key of one's own may be set, but not below one that is not there.
            let (parents, key) = path.rsplit_once('.').unwrap_or(("", path));
            let mut place = &mut *value;
            for parent in parents.split_terminator('.') {
                place = place.get_mut(parent).ok_or_else(|| {
                    anyhow!("{path}: there is no {parent:?} in this event; `sample` without --set shows its keys")
                })?;
            }
            let object = place.as_object_mut();
            let object = object.ok_or_else(|| anyhow!("{path}: {parents} is no object"))?;
            object.insert(key.to_owned(), new);
        }
        Ok(())
    }
}

/// The events that have examples.
fn events() -> Vec<&'static str> {
    let mut events: Vec<_> = examples().map(|example| example.event.as_str()).collect();
    events.dedup();
    events
}

/// A UUID of version 4 that follows from both numbers, by `SplitMix64`.
pub(crate) fn uuid(seed: u64, number: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(number.wrapping_mul(2));
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    let (high, low) = (next(), next());
    let high = high & !0xf000 | 0x4000;
    let low = low & !(0b11 << 62) | 0b10 << 62;
    let digits = format!("{high:016x}{low:016x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}
