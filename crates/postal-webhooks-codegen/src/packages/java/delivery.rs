//! Generator of the kinds of failure and the certainties, as closed enumerations.

use std::fmt::Write as _;

use super::docs::comment;
use super::names::{constant, literal};
use super::{MARK, TYPES};
use crate::delivery::{Delivery, Named};

/// The two enumerations, by name.
pub(super) fn generate(delivery: &Delivery) -> [(&'static str, String); 2] {
    let vocabulary = &delivery.vocabulary;
    let kinds = enumeration("FailureKind", "Why a delivery failed.", &vocabulary.kinds);
    let sure = "How sure a kind is, in ascending order.";
    let certainties = enumeration("Certainty", sure, &vocabulary.certainties);
    [("FailureKind", kinds), ("Certainty", certainties)]
}

fn enumeration(name: &str, description: &str, values: &[Named]) -> String {
    let mut text = format!("{MARK}package {TYPES};\n\n");
    text.push_str(&comment("", description, &[]));
    // Writing into a string does not fail.
    let _ = writeln!(text, "public enum {name} {{");
    for (n, value) in values.iter().enumerate() {
        let end = if n + 1 == values.len() { ";" } else { "," };
        let (doc, constant) = (comment("    ", &value.description, &[]), constant(&value.name));
        let _ = write!(text, "{doc}    {constant}({}){end}\n\n", literal(&value.name));
    }
    let _ = write!(
        text,
        "    private final String value;\n\n    {name}(String value) {{\n        this.value = value;\n    }}\n\n    \
         /**\n     * The name, the same in the packages for all languages.\n     *\n     * @return the name\n     */\n    \
         public String value() {{\n        return value;\n    }}\n}}\n"
    );
    text
}
