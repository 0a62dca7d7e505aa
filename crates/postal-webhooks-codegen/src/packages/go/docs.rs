//! Comments of documentation in Go, from descriptions in Markdown.

use std::fmt::Write as _;

/// The comment of an item, which begins with the name of the item.
pub(super) fn item(name: &str, description: &str) -> String {
    let (first, rest) = description.split_once(' ').unwrap_or((description, ""));
    let text = match first {
        "The" | "A" | "An" | "One" => format!("{name} is {} {rest}", first.to_lowercase()),
        "Sent" => format!("{name} is sent {rest}"),
        _ => format!("{name}: {description}"),
    };
    lines(&text, "")
}

/// The comment of a field or a constant.
pub(super) fn lines(text: &str, indent: &str) -> String {
    let mut comment = String::new();
    for line in text.trim_end().lines() {
        // gofmt sets lists in, and makes typographic quotes of two backticks.
        let mut line = line.to_owned();
        while line.contains("``") {
            line = line.replace("``", "`");
        }
        let line = match line.strip_prefix("- ") {
            Some(item) => format!("   - {item}"),
            None if line.is_empty() => line,
            None => format!(" {line}"),
        };
        let _ = writeln!(comment, "{indent}//{}", line.trim_end());
    }
    comment
}

#[cfg(test)]
mod tests {
    use super::{item, lines};

    #[test]
    fn the_name_comes_first() {
        assert_eq!(item("A", "Sent when it is.\n"), "// A is sent when it is.\n");
        assert_eq!(item("A", "The way."), "// A is the way.\n");
        assert_eq!(item("A", "Way:\n\n- `x`: y"), "// A: Way:\n//\n//   - `x`: y\n");
    }

    #[test]
    fn backticks_do_not_become_quotes() {
        assert_eq!(lines("```a`b```", "\t"), "\t// `a`b`\n");
    }
}
