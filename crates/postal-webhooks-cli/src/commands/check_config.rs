//! `check-config`: whether a configuration is right, and what it would run.

use std::fmt::Write as _;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use postal_webhooks_receiver::config::{Config, SinkConfig, SinkKind, SourceConfig};
use serde_json::{Value, json};

use super::serve::configuration::Configuration;
use crate::Verdict;
use crate::operate::wait;
use crate::output::Output;

/// Check a configuration, and show what `serve` would run with it. Nothing starts.
///
/// Paths, passwords and the rest of URLs are masked. Names the sinks that are in the store and no
/// longer configured.
#[derive(Args)]
pub(crate) struct CheckConfig {
    #[command(flatten)]
    configuration: Configuration,
}

impl CheckConfig {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let config = self.configuration.read()?;
        let orphans = wait(async { Ok(config.orphans().await) })?;
        let (orphans, unread) = match orphans {
            // A server may be out of reach from where the configuration is checked.
            Err(error) if config.store.file().is_none() => (Vec::new(), Some(error)),
            orphans => (orphans?, None),
        };
        let mut json = json!({
            "store": config.store.to_string(),
            "listen": config.listen,
            "shutdown_delay_seconds": config.shutdown_delay.as_secs_f64(),
            "orphan_sinks": orphans,
        });
        let mut lines =
            vec![format!("store {}", config.store), format!("listen at {}", config.listen)];
        add_admin(&config, &mut json, &mut lines);
        let retention = config.retention;
        for (name, keep) in [
            ("keep_events", retention.keep_events),
            ("keep_uuids", retention.keep_uuids),
            ("keep_quarantine", retention.keep_quarantine),
        ] {
            json["retention"][name] = json!(keep.as_secs_f64());
            lines.push(format!("{name} {}", period(keep)));
        }
        json["retention"]["min_free"] = json!(retention.min_free);
        lines.push(format!("min_free {} MiB", retention.min_free >> 20));
        json["sources"] =
            config.sources.iter().map(|source| source_of(source, &mut lines)).collect();
        json["sinks"] = config.sinks.iter().map(|sink| sink_of(sink, &mut lines)).collect();
        for orphan in &orphans {
            lines.push(format!(
                "orphan sink {orphan}: it is in the store and not configured; nothing goes to it"
            ));
        }
        let mut warnings: Vec<_> = config.warnings.iter().map(ToString::to_string).collect();
        if let Some(error) = unread {
            let error = anyhow::Error::from(error);
            warnings.push(format!("whether there are orphan sinks is not known: {error:#}"));
        }
        lines.extend(warnings.iter().map(|warning| format!("warning: {warning}")));
        json["warnings"] = json!(warnings);
        lines.push("the configuration is right".to_owned());
        output.result(&json, &lines.join("\n"))?;
        output.finish()?;
        Ok(Verdict::Yes)
    }
}

fn add_admin(config: &Config, json: &mut Value, lines: &mut Vec<String>) {
    let Some(admin) = &config.admin else {
        lines.push("no admin port".to_owned());
        return;
    };
    let with = if admin.password.is_some() { "with" } else { "without" };
    lines.push(format!("admin port at {}, {with} a password", admin.address));
    json["admin"] = json!({
        "address": admin.address,
        "password": admin.password.is_some(),
        "viewer_password": admin.viewer_password.is_some(),
        "hosts": admin.hosts,
    });
}

fn source_of(source: &SourceConfig, lines: &mut Vec<String>) -> Value {
    let mut line = format!("source {}: path masked, keys from {}", source.name, source.keys);
    if source.pins > 0 {
        let _ = write!(line, ", {} pinned", source.pins);
    }
    if source.basic_auth.is_some() {
        line += ", with a password";
    }
    for (is, name) in [
        (source.allow_insecure_sha1, "allow_insecure_sha1"),
        (source.allow_insecure_short_keys, "allow_insecure_short_keys"),
    ] {
        if is {
            let _ = write!(line, ", INSECURE: {name}");
        }
    }
    lines.push(line);
    json!({
        "name": source.name,
        "keys": source.keys,
        "pins": source.pins,
        "password": source.basic_auth.is_some(),
        "allow_insecure_sha1": source.allow_insecure_sha1,
        "allow_insecure_short_keys": source.allow_insecure_short_keys,
    })
}

fn sink_of(sink: &SinkConfig, lines: &mut Vec<String>) -> Value {
    let (kind, to) = match &sink.kind {
        SinkKind::Http(_) => ("http", sink.origin()),
        SinkKind::Nats(nats) => ("nats", format!("{} as {}", sink.origin(), nats.subject)),
        SinkKind::Postgres { table, is_outbox, .. } => {
            let form = if *is_outbox { "outbox" } else { "table" };
            ("postgres", format!("the {form} {table} of {}", sink.origin()))
        }
        _ => ("stdout", "standard output".to_owned()),
    };
    let list = |names: &[String], all: &str| match names {
        [] => all.to_owned(),
        names => names.join(", "),
    };
    lines.push(format!(
        "sink {}: {kind} to {to}, {} at a time, {}, {} of {}",
        sink.name,
        sink.concurrency,
        if sink.strict { "in strict order" } else { "in any order" },
        list(&sink.events, "all events"),
        list(&sink.sources, "all sources"),
    ));
    if let SinkKind::Nats(nats) = &sink.kind
        && let Some(stream) = &nats.stream
        && let Some(line) = lines.last_mut()
    {
        let _ = write!(line, ", into the stream {stream}");
    }
    json!({
        "name": sink.name,
        "type": kind,
        "to": to,
        "concurrency": sink.concurrency,
        "order": if sink.strict { "strict" } else { "any" },
        "timeout_seconds": sink.timeout.as_secs_f64(),
        "give_up_after_seconds": sink.give_up_after.as_secs_f64(),
        "events": sink.events,
        "sources": sink.sources,
        "from": if sink.from_newest { "newest" } else { "oldest" },
    })
}

/// A time in the largest unit that it is a whole number of.
fn period(time: Duration) -> String {
    let seconds = time.as_secs();
    let units = [(86400, "d"), (3600, "h"), (60, "m")];
    let unit = units.into_iter().find(|(unit, _)| seconds > 0 && seconds.is_multiple_of(*unit));
    let (unit, name) = unit.unwrap_or((1, "s"));
    format!("{}{name}", seconds / unit)
}
