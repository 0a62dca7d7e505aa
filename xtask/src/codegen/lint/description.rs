//! Rules on descriptions: they become documentation in Rust, Markdown and every schema.

use serde_json::Value;

use super::{At, Lint};

/// The description; where it is missing or malformed that is a violation, and it is empty.
pub(super) fn description(at: &At<'_>, value: &Value, lint: &mut Lint) -> String {
    const REMEDY: &str = "write a description: a first line of one sentence with a full stop, then, \
         after an empty line, what else there is to know";
    let Some(text) = value.get("description").and_then(Value::as_str) else {
        lint.violation(at, "description", "there is no description", REMEDY);
        return String::new();
    };
    let at = at.key("description");
    let mut lines = text.lines();
    if !lines
        .next()
        .is_some_and(|first| first.ends_with('.') && first.trim() == first)
    {
        lint.violation(
            &at,
            "description",
            "its first line is no sentence with a full stop",
            REMEDY,
        );
    } else if lines.next().is_some_and(|second| !second.is_empty()) {
        lint.violation(&at, "description", "its second line is not empty", REMEDY);
    } else if let Some(markup) = markup(text) {
        lint.violation(
            &at,
            "description",
            format!("`{markup}` is markup in the documents that are made of it"),
            "put URLs in <>, and names, values and brackets in backticks",
        );
    }
    text.to_owned()
}

/// What rustdoc would take for a link or for HTML: the text outside of code and of `<URL>`s.
fn markup(text: &str) -> Option<&'static str> {
    let outside: String = text.split('`').step_by(2).collect();
    if text.matches('`').count() % 2 == 1 {
        return Some("`");
    }
    let mut rest = outside.as_str();
    while let Some(start) = rest.find(['<', '[', ']']) {
        let link = rest[start..]
            .strip_prefix('<')
            .filter(|url| url.starts_with("https://"));
        if rest[..start].contains("http://") || rest[..start].contains("https://") {
            return Some("http");
        }
        match link.and_then(|url| url.split_once('>')) {
            Some((url, after)) if !url.contains(char::is_whitespace) => rest = after,
            _ if rest[start..].starts_with('<') => return Some("<"),
            _ => return Some("[ ]"),
        }
    }
    (rest.contains("http://") || rest.contains("https://")).then_some("http")
}
