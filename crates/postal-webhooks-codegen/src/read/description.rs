//! Rules on descriptions: they become documentation in Rust, Markdown, every schema, and comments
//! in the code that others generate.

use serde_json::Value;

use super::text::characters;
use super::violation::{At, Lint};

const REMEDY: &str = "write a description: a first line of one sentence with a full stop, then, \
     after an empty line, what else there is to know";

/// The description; where it is missing or malformed that is a violation, and it is empty.
pub(super) fn description(at: &At<'_>, value: &Value, lint: &mut Lint) -> String {
    let Some(text) = value.get("description").and_then(Value::as_str) else {
        lint.violation(at, "description", "there is no description", REMEDY);
        return String::new();
    };
    check(&at.key("description"), text, lint);
    text.to_owned()
}

/// Checks a text by the rules of descriptions.
pub(super) fn check(at: &At<'_>, text: &str, lint: &mut Lint) {
    if !characters(at, text, true, lint) {
        return;
    }
    let mut lines = text.split('\n');
    if !lines.next().is_some_and(|first| first.ends_with('.') && first.trim() == first) {
        lint.violation(at, "description", "its first line is no sentence with a full stop", REMEDY);
    } else if lines.next().is_some_and(|second| !second.is_empty()) {
        lint.violation(at, "description", "its second line is not empty", REMEDY);
    } else if let Some((problem, remedy)) = comment(text).or_else(|| block(text)) {
        lint.violation(at, "description", problem, remedy);
    } else if let Some(markup) = text.split('\n').find_map(markup) {
        lint.violation(
            at,
            "description",
            format!("`{markup}` is markup in the documents that are made of it"),
            "put URLs in <>, and names, values and brackets in backticks",
        );
    }
}

/// What ends or breaks a comment or string, where generators for other languages write it.
fn comment(text: &str) -> Option<(String, &'static str)> {
    const BREAKS: [(&str, &str); 6] = [
        ("*/", "ends a comment in Java, Go and TypeScript"),
        ("\"\"\"", "ends a string in Python"),
        ("\\u", "is an escape in Java, in comments too"),
        ("\\U", "is an escape in Python"),
        ("\\x", "is an escape in Python"),
        ("\\N", "is an escape in Python"),
    ];
    let (found, why) = BREAKS.iter().find(|(found, _)| text.contains(found))?;
    Some((format!("`{found}` {why}"), "say it in words, or name the character as in `U+0000`"))
}

/// What is more than paragraphs and flat lists of one line an item: headings, code, quotes, tables.
fn block(text: &str) -> Option<(String, &'static str)> {
    const REMEDY: &str = "write paragraphs, one line each, and lists of `- ` items, one line each, with an empty \
         line around a list; put code in backticks, and whole bodies in schema/examples/";
    let problem = |what: &str| Some((format!("a line of it {what}"), REMEDY));
    let mut in_list = false;
    for line in text.split('\n') {
        let item = item(line);
        if line.is_empty() {
            in_list = false;
        } else if line.ends_with(' ') {
            return problem("ends in a space");
        } else if in_list && item.is_none() {
            return problem("goes on with an item of a list");
        } else {
            let content = item.unwrap_or(line);
            in_list = item.is_some();
            if content.starts_with(' ') {
                return problem("is indented, and so is code");
            }
            if content.starts_with("```") || content.starts_with("~~~") {
                return problem("begins a block of code, which Rust runs as a test");
            }
            if content.starts_with(['#', '>', '|', '@', '=']) {
                return problem(&format!("begins with `{}`, which is markup", &content[..1]));
            }
            let rule = |c: char| matches!(c, '-' | '_' | '*' | ' ');
            if self::item(content).is_some() || content.chars().all(rule) {
                return problem("is a rule, a heading or an item inside an item");
            }
        }
    }
    None
}

/// What stands in an item of a list.
fn item(line: &str) -> Option<&str> {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let marker = if number.len() < line.len() { [". ", ") "] } else { ["- ", "* "] };
    let bullet = marker.iter().find_map(|marker| number.strip_prefix(marker));
    bullet.or_else(|| line.strip_prefix("+ "))
}

/// What rustdoc would take for a link or for HTML: a line without its code and its `<URL>`s.
fn markup(line: &str) -> Option<&'static str> {
    if line.matches('`').count() % 2 == 1 {
        return Some("`");
    }
    if line.contains("``") {
        return Some("``");
    }
    let outside: String = line.split('`').step_by(2).collect();
    if outside.contains('\\') {
        return Some("\\");
    }
    let mut rest = outside.as_str();
    while let Some(start) = rest.find(['<', '[', ']']) {
        let url = rest[start..].strip_prefix('<').filter(|url| url.starts_with("https://"));
        if rest[..start].contains("http://") || rest[..start].contains("https://") {
            return Some("http");
        }
        match url.and_then(|url| url.split_once('>')) {
            Some((url, after)) if !url.contains(char::is_whitespace) => rest = after,
            _ if rest[start..].starts_with('<') => return Some("<"),
            _ => return Some("[ ]"),
        }
    }
    (rest.contains("http://") || rest.contains("https://")).then_some("http")
}
