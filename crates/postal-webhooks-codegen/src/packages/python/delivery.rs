//! Names of the kinds of failure, as literals.

use std::fmt::Write as _;

use super::names::literal;
use super::prose::docstring;
use crate::delivery::Named;
use crate::model::Model;

pub(super) fn generate(model: &Model) -> String {
    let mut text = "\"\"\"The kinds of failure, and how sure they are.\"\"\"\n\
        \nimport typing as t\n"
        .to_owned();
    let vocabulary = model.delivery.as_ref().map(|delivery| &delivery.vocabulary);
    let kinds = vocabulary.map(|vocabulary| vocabulary.kinds.as_slice());
    let certainties = vocabulary.map(|vocabulary| vocabulary.certainties.as_slice());
    for (name, meaning, words) in [
        ("FailureKind", "The kind of a failure.", kinds),
        ("Certainty", "How sure a kind is, in ascending order.", certainties),
    ] {
        text.push('\n');
        text.push_str(&names(name, meaning, words.unwrap_or_default()));
    }
    text
}

fn names(name: &str, meaning: &str, words: &[Named]) -> String {
    let mut description = format!("{meaning}\n");
    for Named { name, description: of_name } in words {
        let _ = write!(description, "\n- `{name}`: {of_name}");
    }
    let mut text = format!("{name}: t.TypeAlias = ");
    match words {
        // A tree without `delivery/` has none.
        [] => text.push_str("str\n"),
        words => {
            text.push_str("t.Literal[\n");
            for word in words {
                let _ = writeln!(text, "    {},", literal(&word.name));
            }
            text.push_str("]\n");
        }
    }
    text + &docstring("", description.trim_end())
}
