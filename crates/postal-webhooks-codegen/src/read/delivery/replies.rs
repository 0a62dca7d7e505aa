//! Rules on labelled replies.

use std::collections::BTreeMap;

use super::{Names, text};
use crate::delivery::Reply;
use crate::read::tree::Tree;
use crate::read::violation::{At, Lint};

/// Reads a file of labelled replies, each with a source if `needs_source`.
pub(super) fn read(
    tree: &Tree,
    path: &str,
    needs_source: bool,
    names: &Names<'_>,
    lint: &mut Lint,
) -> Vec<Reply> {
    let at = At::file(path);
    let mut replies = Vec::new();
    let mut seen = BTreeMap::new();
    for reply in Reply::parse_all(&text(tree, path, lint).unwrap_or_default()) {
        let mut violation = |number: usize, problem: &str, remedy: &str| {
            lint.violation(&at, "delivery-reply", format!("line {number}: {problem}"), remedy);
        };
        let reply = match reply {
            Ok(reply) => reply,
            Err((number, problem)) => {
                violation(
                    number,
                    &problem,
                    "separate kinds, output, details and source by tabs; write output and details as JSON",
                );
                continue;
            }
        };
        let number = reply.line;
        if needs_source && reply.source.trim().is_empty() {
            violation(
                number,
                "the reply has no source",
                "name the program or the document that has it",
            );
        }
        if reply.found.as_ref().is_some_and(|found| reply.kinds.contains(found)) {
            violation(
                number,
                "the kind that the rules give is one of those that are right",
                "leave the last column out",
            );
        }
        if let Some(first) = seen.insert((reply.output.clone(), reply.details.clone()), number) {
            violation(
                number,
                &format!("the reply stands in line {first} too"),
                "leave one out; join several kinds by `|`",
            );
        }
        for kind in reply.kinds.iter().chain(&reply.found) {
            names.check_kind(&at, &format!("line {number}: "), kind, lint);
        }
        replies.push(reply);
    }
    replies
}
