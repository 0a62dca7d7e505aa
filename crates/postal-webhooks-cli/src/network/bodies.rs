//! The bodies that a command sends.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use anyhow::{Result, bail};
use clap::Args;
use postal_webhooks::Webhook;
use postal_webhooks::testing::{Example, examples};

use crate::commands::sample;
use crate::input;

/// The examples that are sent by default: every serialiser changes each of them, so a handler that
/// parses a body and writes it again before it verifies fails with all.
const TELLING: [&str; 9] = [
    "MessageDeliveryFailed/typical",
    "MessageLinkClicked/escaped-as-rails-does",
    "MessageLinkClicked/url-very-long",
    "MessageSent/escaped-as-rails-does",
    "MessageSent/output-with-final-line-break",
    "MessageBounced/bounce-marked-as-spam",
    "MessageDelayed/greylisted",
    "SendLimitApproaching/server-name-not-ascii",
    // Its times are whole seconds, `1718195560.0`.
    "DomainDNSError/nulls",
];

/// The bodies that are sent.
#[derive(Args)]
pub(crate) struct Bodies {
    /// Send an example, `MessageSent` or `MessageSent/nulls`; more than once for more of them, `all`
    /// for all. By default those that every serialiser changes.
    #[arg(long = "event", value_name = "EVENT[/CASE]")]
    events: Vec<String>,
    /// Send the bytes of a file; more than once for more of them.
    #[arg(long = "body", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Send so many events. From the second round on, each body has a uuid of its own.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    count: Option<u32>,
    /// What the uuids are made from: the same number gives the same ones.
    #[arg(long)]
    seed: Option<u64>,
}

/// A list of bodies, to be sent in turn.
pub(crate) struct Series {
    bodies: Vec<Body>,
    pub count: usize,
    seed: u64,
}

struct Body {
    bytes: Vec<u8>,
    /// Whether it goes out as it is in the first round.
    is_of_user: bool,
}

impl Bodies {
    pub(crate) fn read(&self) -> Result<Series> {
        let mut bodies = Vec::new();
        for file in &self.files {
            bodies.push(Body { bytes: input::read(file)?, is_of_user: true });
        }
        let telling: Vec<String>;
        let events = if self.files.is_empty() && self.events.is_empty() {
            telling = TELLING.map(str::to_owned).into();
            &telling
        } else {
            &self.events
        };
        for event in events {
            let bytes = named(event)?;
            bodies.extend(bytes.map(|bytes| Body { bytes: bytes.to_vec(), is_of_user: false }));
        }
        let count = self.count().unwrap_or(bodies.len());
        let seed = self.seed.unwrap_or_else(|| RandomState::new().build_hasher().finish());
        Ok(Series { bodies, count, seed })
    }

    /// How many events are asked for.
    pub(crate) fn count(&self) -> Option<usize> {
        self.count.map(|count| count as usize)
    }
}

/// The examples of this name.
fn named(name: &str) -> Result<impl Iterator<Item = &'static [u8]>> {
    let (event, case) = name.split_once('/').unwrap_or((name, "typical"));
    let is_named = move |example: &Example| {
        name == "all" || (example.event.as_str() == event && example.case == case)
    };
    if !examples().any(|example| is_named(&example)) {
        bail!("there is no example {name:?}; `postal-webhooks sample --list` lists them");
    }
    let found: Vec<_> = examples().filter(is_named).map(|example| example.body).collect();
    Ok(found.into_iter())
}

impl Series {
    /// The body of a number, from 0. Examples have a uuid and a time of their own each time, so that a
    /// receiver that knows them from an earlier run does not take them for duplicates.
    pub(crate) fn body(&self, number: usize) -> Vec<u8> {
        let body = &self.bodies[number % self.bodies.len()];
        if body.is_of_user && number < self.bodies.len() {
            return body.bytes.clone();
        }
        queued_now(&body.bytes, &sample::uuid(self.seed, number as u64))
    }
}

/// The body as Postal would queue it now: with another uuid and the time of day, all else to the
/// byte. A receiver can take an event of years ago for a replay. A body that is no webhook stays as
/// it is.
fn queued_now(body: &[u8], uuid: &str) -> Vec<u8> {
    let mut changed = body.to_vec();
    if let Ok(webhook) = Webhook::from_slice(body) {
        let old = format!("\"uuid\":\"{}\"", webhook.uuid).into_bytes();
        let new = format!("\"uuid\":\"{uuid}\"");
        // The last one: a payload can have a uuid too, and stands before.
        if let Some(at) = body.windows(old.len()).rposition(|window| window == old) {
            changed.splice(at..at + old.len(), new.into_bytes());
        }
        // The first one: the envelope begins with its event and its time.
        let key = b"\"timestamp\":";
        if let Some(at) = changed.windows(key.len()).position(|window| window == key) {
            let at = at + key.len();
            let is_of_number = |byte: &&u8| byte.is_ascii_digit() || **byte == b'.';
            let length = changed[at..].iter().take_while(is_of_number).count();
            let is_whole = changed[at..at + length].ends_with(b".0");
            changed.splice(at..at + length, time_of_day(is_whole).into_bytes());
        }
    }
    changed
}

/// Seconds since 1970 as Ruby writes a float; whole ones where whole ones stood.
fn time_of_day(is_whole: bool) -> String {
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let micros = if is_whole { 0 } else { now.subsec_micros() };
    let micros = Duration::new(now.as_secs(), micros * 1000);
    format!("{:?}", micros.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_example_of_the_default_exists_and_takes_another_uuid() {
        let uuid = "11111111-2222-4333-8444-555555555555";
        for name in TELLING {
            let body = named(name).unwrap().next().unwrap();
            let changed = queued_now(body, uuid);
            let (old, new) =
                (Webhook::from_slice(body).unwrap(), Webhook::from_slice(&changed).unwrap());
            assert_eq!(new.uuid.to_string(), uuid, "{name}");
            assert_eq!(new.event, old.event, "{name}");
            let age = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs_f64()
                - new.timestamp.as_secs_f64();
            assert!((0.0..60.0).contains(&age), "{name}: {age} s");
            let is_whole = |webhook: &Webhook| webhook.timestamp.as_secs_f64().fract() == 0.0;
            assert_eq!(is_whole(&new), is_whole(&old), "{name}");
        }
    }

    #[test]
    fn files_go_out_as_they_are_in_the_first_round() {
        let own = br#"{"event":"MessageSent" , "no": "webhook"}"#.to_vec();
        let body = Body { bytes: own.clone(), is_of_user: true };
        let series = Series { bodies: vec![body], count: 2, seed: 1 };
        assert_eq!((series.body(0), series.body(1)), (own.clone(), own));
    }
}
