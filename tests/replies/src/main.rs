//! `cargo run -p postal-webhooks-replies [FILE…]`: the confusion matrix of labelled replies, and
//! each that differs.

use std::collections::BTreeMap;
use std::{env, fs};

use anyhow::{Context, Result};
use postal_webhooks_replies::{Labelled, Matrix, Verdict, corpus, read};

fn main() -> Result<()> {
    let files: Vec<_> = env::args().skip(1).collect();
    if files.is_empty() {
        show_all("schema/delivery/replies.tsv", &corpus()?);
    }
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| file.clone())?;
        show_all(&file, &read(&text).with_context(|| file.clone())?);
    }
    Ok(())
}

/// The matrix, the figures, the rules, and each reply that is not read as labelled.
fn show_all(file: &str, replies: &[Labelled]) {
    println!("{file}\n\n{}", Matrix::of(replies));
    let count = |verdict| replies.iter().filter(|reply| reply.verdict() == verdict).count();
    println!(
        "{} replies: {} agree, {} unknown, {} wrong, {} falsely Recipient\n",
        replies.len(),
        count(Verdict::Agrees),
        count(Verdict::Unknown),
        count(Verdict::Wrong),
        count(Verdict::FalseRecipient),
    );
    show_rules(replies);
    replies.iter().for_each(show);
}

/// How often each rule decided as labelled, and how often otherwise.
fn show_rules(replies: &[Labelled]) {
    let mut rules: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    for reply in replies {
        let (agree, differ) = rules.entry(reply.classified().rule).or_default();
        match reply.verdict() {
            Verdict::Agrees => *agree += 1,
            _ => *differ += 1,
        }
    }
    println!("{:<28}{:>7}{:>8}", "rule", "agree", "differ");
    for (rule, (agree, differ)) in rules {
        println!("{rule:<28}{agree:>7}{differ:>8}");
    }
    println!();
}

fn show(reply: &Labelled) {
    if reply.verdict() != Verdict::Agrees {
        let Labelled { line, kinds, output, .. } = reply;
        println!("{line}: {kinds:?}\n    {output:?}\n    {}", reply.classified());
    }
}
