//! Names of the kinds of failure, as literals.

use std::fmt::Write as _;

use super::names::literal;
use super::prose::docstring;
use crate::delivery::{Named, Vocabulary};
use crate::model::Model;

/// Nothing, where there are no rules.
pub(super) fn generate(model: &Model) -> Option<String> {
    let Vocabulary { kinds, certainties, .. } = &model.delivery.as_ref()?.vocabulary;
    let mut text = "\"\"\"The kinds of failure, and how sure they are.\"\"\"\n\
        \nfrom typing import Literal, TypeAlias\n"
        .to_owned();
    text.push_str(&words("FailureKind", "The kind of a failure.", kinds));
    text.push_str(&words("Certainty", "How sure a kind is, in ascending order.", certainties));
    Some(text)
}

fn words(name: &str, meaning: &str, words: &[Named]) -> String {
    let mut text = format!("\n{name}: TypeAlias = Literal[\n");
    let mut description = format!("{meaning}\n");
    for Named { name, description: of_name } in words {
        let _ = writeln!(text, "    {},", literal(name));
        let _ = write!(description, "\n- `{name}`: {of_name}");
    }
    text + "]\n" + &docstring("", &description)
}
