//! Any text as the `output` of a delivery: no panic, and the promises of `SmtpReply` and
//! `FailureKind`.
//!
//! The input is the `output`; after a zero byte come the `details`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use postal_webhooks::delivery::{FailureKind, SmtpReply, classify};

fuzz_target!(|text: &str| {
    let (output, details) = match text.split_once('\0') {
        Some((output, details)) => (output, Some(details)),
        None => (text, None),
    };
    let why = classify(output, details);
    assert!(why.rule != "none" || why.kind == FailureKind::Unknown);
    let alone = classify(output, None);
    let Some(reply) = SmtpReply::parse(output) else {
        assert_eq!(alone.kind, FailureKind::Unknown);
        return;
    };
    check(&reply, output);
    assert_eq!(alone.kind, FailureKind::of_reply(&reply));

    // `Recipient` has evidence: a phrase of the rules, or a status.
    assert!(
        alone.kind != FailureKind::Recipient || alone.phrase.is_some() || alone.status.is_some()
    );
    // Words about a limit, behind all others, take it away, unless one server means the recipient
    // with them.
    let more = format!("{} ; rate limit", output.lines().next().unwrap_or_default());
    let limited = classify(&more, None);
    assert!(limited.kind != FailureKind::Recipient || limited.rule == "recipient-of-one-server");

    // Postal keeps 250 characters: code and status of the first line stay.
    let cut = output.char_indices().nth(250).map_or(output, |(end, _)| &output[..end]);
    if cut.contains('\n') {
        let short = SmtpReply::parse(cut).expect("a reply that was cut is a reply");
        check(&short, cut);
        assert_eq!(short.code(), reply.code());
    }
});

fn check(reply: &SmtpReply<'_>, output: &str) {
    let code = reply.code();
    assert!((200..600).contains(&code) && output.contains(&code.to_string()));
    assert!(!(reply.is_permanent() && reply.is_transient()));
    if let Some(status) = reply.enhanced() {
        assert_eq!(u16::from(status.class), code / 100);
        assert!(output.contains(&status.to_string()));
    }
    let lines: Vec<_> = reply.lines().collect();
    assert!(!lines.is_empty() && lines.iter().all(|line| output.contains(line)));
    assert!(reply.text().len() <= output.len());
}
