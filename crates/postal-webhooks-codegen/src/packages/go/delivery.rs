//! Kinds of failure and certainties in Go.

use std::fmt::Write as _;

use super::names::{Names, exported};
use super::{HEADER, docs};
use crate::delivery::{Named, Vocabulary};

pub(super) fn generate(vocabulary: &Vocabulary, names: &mut Names) -> String {
    let mut text = HEADER.to_owned();
    constants(&mut text, "kinds of failure", "FailureKind", "Failure", &vocabulary.kinds, names);
    constants(
        &mut text,
        "certainties, from the lowest on",
        "Certainty",
        "Certainty",
        &vocabulary.certainties,
        names,
    );
    text
}

fn constants(
    text: &mut String,
    what: &str,
    go: &str,
    prefix: &str,
    all: &[Named],
    names: &mut Names,
) {
    let _ = writeln!(text, "\n// The {what}.\nconst (");
    for Named { name, description } in all {
        let constant = names.free(format!("{prefix}{}", exported(name)), "");
        let doc = docs::lines(description, "\t");
        let _ = writeln!(text, "{doc}\t{constant} {go} = {name:?}");
    }
    text.push_str(")\n");
}
