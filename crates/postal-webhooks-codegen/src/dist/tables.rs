//! The tables of `events.md`: the fields of an object, with markup that a table can hold.

use std::fmt::Write as _;

use crate::model::{Kind, Model, Property, Shape, Type};
use crate::words::code;

/// The fields of an object; those in `narrowed` have one value only.
pub(super) fn fields(model: &Model, object: &Type, narrowed: &[(String, String)]) -> String {
    let Shape::Object(properties) = &object.shape else {
        return String::new();
    };
    let mut text =
        "| field | type | null | meaning | Postal version |\n|---|---|---|---|---|\n".to_owned();
    for property in properties {
        let (meaning, version) = split_versions(&property.description);
        let mut kind = kind(model, &property.kind);
        if let Some((_, value)) = narrowed.iter().find(|(name, _)| *name == property.name) {
            let _ = write!(kind, ", here always {}", code(value));
        }
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            code(&property.name),
            escaped(&kind),
            null(property),
            cell(&meaning),
            if version.is_empty() { "all".to_owned() } else { cell(&version) },
        );
    }
    text
}

fn null(property: &Property) -> &'static str {
    match (property.required, property.nullable) {
        (true, true) => "yes",
        (true, false) => "no",
        (false, true) => "yes, or left out",
        (false, false) => "no, but left out",
    }
}

fn kind(model: &Model, kind: &Kind) -> String {
    match kind {
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer => "integer".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::String => "string".to_owned(),
        Kind::Uuid => "UUID".to_owned(),
        Kind::Ref(name) => match model.get(name).map(|t| &t.shape) {
            Some(Shape::Object(_)) => format!("[{name}](#{}-object)", name.to_lowercase()),
            Some(Shape::Enumeration(_)) => format!("[{name}](#{}-values)", name.to_lowercase()),
            Some(Shape::Timestamp { .. }) | None => "[timestamp](#timestamps)".to_owned(),
        },
        Kind::Array { items, nullable_items } => {
            let items = self::kind(model, items);
            let null = if *nullable_items { " or null" } else { "" };
            format!("array of {items}{null}")
        }
    }
}

/// A description without its sentences on versions of Postal, and those sentences.
fn split_versions(description: &str) -> (String, String) {
    let paragraphs = description.split("\n\n").map(|paragraph| {
        let sentences = sentences(paragraph);
        let (version, meaning): (Vec<&str>, Vec<&str>) =
            sentences.into_iter().partition(|sentence| is_on_versions(sentence));
        (meaning.join(" "), version.join(" "))
    });
    let (meaning, version): (Vec<String>, Vec<String>) = paragraphs.unzip();
    let join = |texts: Vec<String>| {
        let said = texts.into_iter().filter(|text| !text.is_empty());
        said.collect::<Vec<_>>().join("\n\n")
    };
    (join(meaning), join(version))
}

/// Names a version in three numbers, or goes on from a sentence that does.
fn is_on_versions(sentence: &str) -> bool {
    let is_version = |word: &str| {
        let mut numbers = word.trim_matches(|c: char| !c.is_ascii_digit()).split('.');
        let number = |n: Option<&str>| {
            n.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        };
        number(numbers.next())
            && number(numbers.next())
            && number(numbers.next())
            && numbers.next().is_none()
    };
    let goes_on = ["Before, ", "Older versions ", "Since then"];
    sentence.split_whitespace().any(is_version)
        || goes_on.iter().any(|start| sentence.starts_with(start))
}

/// The sentences of a paragraph: a full stop and a space outside of code end one.
fn sentences(paragraph: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut in_code = false;
    for (at, letter) in paragraph.char_indices() {
        match letter {
            '`' => in_code = !in_code,
            ' ' | '\n' if !in_code && paragraph[..at].ends_with('.') => {
                let next = paragraph[at + 1..].chars().next();
                if next.is_some_and(|next| next.is_uppercase() || next == '`') {
                    sentences.push(&paragraph[start..at]);
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    sentences.push(&paragraph[start..]);
    sentences
}

/// Markdown as one cell of a table: on one line, and without a bar that ends the cell.
pub(super) fn cell(markdown: &str) -> String {
    let lines = markdown.lines().map(str::trim).filter(|line| !line.is_empty());
    escaped(&lines.collect::<Vec<_>>().join(" "))
}

fn escaped(markdown: &str) -> String {
    markdown.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(description: &str, meaning: &str, version: &str) {
        assert_eq!(split_versions(description), (meaning.to_owned(), version.to_owned()));
    }

    #[test]
    fn sentences_on_versions_stand_apart() {
        check("The token.", "The token.", "");
        check(
            "The token.\n\nIt has 16 characters since Postal 3.0.0 and had 12 before.",
            "The token.",
            "It has 16 characters since Postal 3.0.0 and had 12 before.",
        );
        check(
            "It.\n\nAlways sent since 3.0.0. Before, it was missing. It can be `x. Y`, or 1.5 long.",
            "It.\n\nIt can be `x. Y`, or 1.5 long.",
            "Always sent since 3.0.0. Before, it was missing.",
        );
    }

    #[test]
    fn addresses_are_no_versions() {
        check("From 192.0.2.1, as a rule.", "From 192.0.2.1, as a rule.", "");
    }

    #[test]
    fn a_cell_holds_any_text() {
        assert_eq!(cell("One.\n\n`a|b`:\ntwo | three"), "One. `a\\|b`: two \\| three");
    }
}
