//! Checks that send: an event without a signature, several times, and a long one.

use std::net::SocketAddr;

use anyhow::Result;
use postal_webhooks::request::{DEADLINE, LONGEST_BODY};
use postal_webhooks::testing::postal::{Outcome, Target};

use super::reply::Reply;
use super::row::{Row, Rows};
use super::{answer, request};
use crate::network::latency::milliseconds;

/// How often an event is sent: a process that sleeps, or one of several handlers, shows itself.
const TIMES: usize = 5;

/// Sends the events, and tells what came back.
pub(crate) fn check(
    target: &Target,
    addresses: &[SocketAddr],
    is_large: bool,
    rows: &mut Rows<'_>,
) -> Result<()> {
    let wire = request::small(target);
    let first = Reply::to(target, &wire)?;
    rows.add("unsigned", &answer::check(target, addresses, &first))?;
    rows.add("answer", &answer::shape(&first))?;
    if first.status().is_none() {
        rows.add("time", &Row::skipped("time", "no complete answer came to the first request"))?;
        rows.add("large", &Row::skipped("large", "no complete answer came to the first request"))?;
        return Ok(());
    }
    let mut replies = vec![first];
    while replies.len() < TIMES {
        replies.push(Reply::to(target, &wire)?);
    }
    for row in times(&replies) {
        rows.add("time", &row)?;
    }
    let row = if is_large {
        large(&replies[0], &Reply::to(target, &request::large(target))?)
    } else {
        Row::skipped("large", format!("--large sends an event of {} KB too", LONGEST_BODY / 1000))
    };
    rows.add("large", &row)
}

fn times(replies: &[Reply]) -> Vec<Row> {
    let took = |reply: &Reply| reply.attempt.took;
    let slowest = replies.iter().map(took).max().unwrap_or_default();
    let fastest = replies.iter().map(took).min().unwrap_or_default();
    let (from, to) = (milliseconds(fastest), milliseconds(slowest));
    let figures =
        format!("{TIMES} requests took from {from:.1} to {to:.1} ms, each on a new connection");
    let mut rows = Vec::new();
    if replies.iter().any(|reply| reply.outcome() == Outcome::TimedOut) {
        let what = format!("some requests have no answer within Postal's deadline: {figures}");
        let remedy = "Store the event and answer, and do the work after; keep the process running.";
        rows.push(Row::fail("time-exceeded", what, remedy).outcome(Outcome::TimedOut));
    } else if slowest > DEADLINE / 2 {
        let what = format!(
            "the slowest answer took {:.1} ms, more than half of Postal's deadline: {figures}",
            milliseconds(slowest)
        );
        let remedy = "Store the event and answer, and do the work after; keep the process running.";
        rows.push(
            Row::warn("slow", what, remedy)
                .history("-1 when it takes longer, and then each event twice"),
        );
    } else {
        rows.push(Row::ok("time", figures));
    }
    let outcomes: Vec<_> = replies.iter().map(|reply| reply.outcome().to_string()).collect();
    if outcomes.iter().any(|outcome| *outcome != outcomes[0]) {
        let what = format!("the same request is answered in several ways: {}", outcomes.join("; "));
        let remedy = "Look which of the machines or processes behind the URL runs something else, \
            and for a limit of requests.";
        rows.push(Row::fail("answers-vary", what, remedy).history(outcomes.join("; ")));
    }
    rows
}

fn large(small: &Reply, large: &Reply) -> Row {
    let kilobytes = LONGEST_BODY / 1000;
    if large.outcome() == small.outcome() {
        return Row::ok(
            "large",
            format!("an event of {kilobytes} KB is answered as a short one is"),
        );
    }
    let (code, what) = match large.status() {
        Some(413) => ("large-refused", "is refused for its length".to_owned()),
        Some(status) => {
            ("large-refused", format!("is answered otherwise than a short one, {status}"))
        }
        None => ("large-no-answer", "has no answer that Postal takes".to_owned()),
    };
    let remedy = "Raise the limits of the proxy and of the framework above the longest event. \
        nginx: `client_max_body_size 1m`; Express: `limit: '1mb'`.";
    Row::fail(code, format!("an event of {kilobytes} KB {what}"), remedy).outcome(large.outcome())
}
