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

/// How long a line of a comment may be.
const WIDTH: usize = 96;

/// The comment of a field or a constant.
pub(super) fn lines(text: &str, indent: &str) -> String {
    let mut comment = String::new();
    for line in text.trim_end().lines() {
        // gofmt makes typographic quotes of two backticks.
        let mut line = line.to_owned();
        while line.contains("``") {
            line = line.replace("``", "`");
        }
        // gofmt sets lists in.
        let (first, more, line) = match line.strip_prefix("- ") {
            Some(item) => ("   - ", "     ", item),
            None => (" ", " ", line.as_str()),
        };
        let mut start = first;
        for line in wrapped(line) {
            let _ = writeln!(comment, "{indent}//{}", format!("{start}{line}").trim_end());
            start = more;
        }
    }
    comment
}

/// The text in lines; none of them begins as a list or a heading does.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let is_text = word.starts_with(|first: char| first.is_alphabetic() || first == '`');
        let is_full = |line: &String| line.len() + 1 + word.len() > WIDTH;
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if !(is_text && is_full(line)) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
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
    fn long_lines_are_wrapped() {
        let text = format!("- {} 1. b `c` d", "a".repeat(90));
        let first = "a".repeat(90);
        assert_eq!(lines(&text, ""), format!("//   - {first} 1. b\n//     `c` d\n"));
    }

    #[test]
    fn backticks_do_not_become_quotes() {
        assert_eq!(lines("```a`b```", "\t"), "\t// `a`b`\n");
    }
}
