//! `check`: how the receiver stands, for Nagios and what speaks like it.

use std::fmt;

use anyhow::{Context as _, Result};
use clap::Args;
use postal_webhooks_receiver::operate::{OpenStore, SinkInfo};
use serde_json::{Value, json};

use crate::Verdict;
use crate::operate::{Admin, Remote, Store, duration, now, wait};
use crate::output::Output;

/// Check the receiver for Nagios: exit code 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
///
/// One line with performance data. It asks the admin port whether the receiver is ready, and looks
/// into the store. Dead letters are a WARNING.
#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    store: Store,
    #[command(flatten)]
    remote: Remote,
    /// The oldest event that a sink has not come to: WARNING from this age on.
    #[arg(short, long, value_name = "DURATION", default_value = "5m")]
    warning: String,
    /// The oldest event that a sink has not come to: CRITICAL from this age on.
    #[arg(short, long, value_name = "DURATION", default_value = "20m")]
    critical: String,
    /// CRITICAL if no event came for so long.
    #[arg(long, value_name = "DURATION")]
    received_within: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Ok,
    Warning,
    Critical,
    Unknown,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Critical => "CRITICAL",
            Self::Unknown => "UNKNOWN",
        })
    }
}

/// What was found, the worst of which counts.
#[derive(Default)]
struct Findings {
    found: Vec<(Level, String)>,
    data: Vec<String>,
}

impl Check {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let mut findings = Findings::default();
        if let Err(error) = wait(self.look(&mut findings)) {
            findings.found.push((Level::Unknown, format!("{error:#}")));
        }
        let level = findings.found.iter().map(|(level, _)| *level).max().unwrap_or(Level::Ok);
        findings.found.sort_by_key(|(level, _)| std::cmp::Reverse(*level));
        let said: Vec<_> = findings.found.into_iter().map(|(_, text)| text).collect();
        // A bar would begin the performance data.
        let said = said.join("; ").replace(['\n', '|'], " ");
        let text = format!("{level}: {said} | {}", findings.data.join(" "));
        let json = json!({"level": level.to_string(), "said": said, "data": findings.data});
        output.result(&json, text.trim_end_matches(" | "))?;
        output.finish()?;
        Ok(Verdict::Code(level as u8))
    }

    async fn look(&self, findings: &mut Findings) -> Result<()> {
        let (warning, critical) = (duration(&self.warning)?, duration(&self.critical)?);
        let within = self.received_within.as_deref().map(duration).transpose()?;
        let admin = self.remote.admin()?;
        match admin.get("/readyz").await {
            Ok(answer) if answer.status == 200 => {
                findings.found.push((Level::Ok, "ready".to_owned()));
            }
            Ok(answer) => {
                let said = String::from_utf8_lossy(&answer.body).trim().to_owned();
                findings.found.push((Level::Critical, format!("not ready: {said}")));
            }
            Err(error) => findings.found.push((Level::Critical, format!("{error:#}"))),
        }
        let store = self.store.open()?;
        received(&store, within, findings).await?;
        let gone = gone(&admin).await;
        let sinks = store.sinks().await?;
        for sink in sinks.iter().filter(|sink| !gone.contains(&sink.name)) {
            judge(sink, (warning, critical), findings)?;
        }
        Ok(())
    }
}

/// Looks when the newest event came.
async fn received(store: &OpenStore, within: Option<u64>, findings: &mut Findings) -> Result<()> {
    findings.data.push(format!("last_seq={}c", store.last().await?));
    let Some(at) = store.last_received().await? else {
        if within.is_some() {
            findings.found.push((Level::Critical, "no event is stored".to_owned()));
        }
        return Ok(());
    };
    let age = seconds_since(at)?;
    let limit = within.map(|within| within.to_string()).unwrap_or_default();
    findings.data.push(format!("received_age={age}s;;{limit}"));
    if within.is_some_and(|within| age > within) {
        findings.found.push((Level::Critical, format!("no event came for {age} s")));
    }
    Ok(())
}

/// Sinks that are no longer configured, as far as the receiver tells: nothing waits for them.
async fn gone(admin: &Admin) -> Vec<String> {
    let Ok(answer) = admin.get("/api/v1/sinks").await else { return Vec::new() };
    let sinks: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let sinks = sinks["sinks"].as_array().cloned().unwrap_or_default();
    let gone = sinks.iter().filter(|sink| sink["configured"] == false);
    gone.filter_map(|sink| sink["name"].as_str().map(str::to_owned)).collect()
}

fn judge(sink: &SinkInfo, limits: (u64, u64), findings: &mut Findings) -> Result<()> {
    let (warning, critical) = limits;
    let age = sink.oldest_undelivered.map(seconds_since).transpose()?.unwrap_or(0);
    let name = &sink.name;
    for (what, value) in [
        ("lag", sink.lag.to_string()),
        ("oldest", format!("{age}s;{warning};{critical}")),
        ("parked", sink.parked.to_string()),
        ("dead", format!("{};0", sink.dead)),
    ] {
        findings.data.push(format!("{name}_{what}={value}"));
    }
    let level = match age {
        _ if age >= critical => Level::Critical,
        _ if age >= warning => Level::Warning,
        _ => Level::Ok,
    };
    if level > Level::Ok {
        let text = format!("{name} is {} events behind, the oldest {age} s old", sink.lag);
        findings.found.push((level, text));
    }
    if sink.dead > 0 {
        let text = format!("{name} has {} dead letters: `dlq list`", sink.dead);
        findings.found.push((Level::Warning, text));
    }
    if sink.paused {
        findings.found.push((Level::Warning, format!("{name} is paused")));
    }
    Ok(())
}

fn seconds_since(at: i64) -> Result<u64> {
    let age = now()?.saturating_sub(at).max(0) / 1_000_000;
    u64::try_from(age).context("the clock is wrong")
}
