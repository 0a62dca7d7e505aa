//! Descriptions as docstrings and comments of Python.

/// The longest line, as the package's `pyproject.toml` has it.
const WIDTH: usize = 100;

/// A docstring, with its quotes and a line break behind them.
pub(super) fn docstring(indent: &str, description: &str) -> String {
    let text = description.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    // A quote before the closing ones would end the string too early.
    let text = match text.strip_suffix('"') {
        Some(start) if !start.ends_with('\\') => format!("{start}\\\""),
        _ => text,
    };
    let lines = wrapped(&format!("\"\"\"{text}"), WIDTH - indent.len());
    let is_one = lines.len() == 1 && indent.len() + lines[0].len() + 3 <= WIDTH;
    let mut docstring = indented(indent, &lines);
    if is_one {
        docstring.pop();
    } else {
        docstring.push_str(indent);
    }
    docstring + "\"\"\"\n"
}

/// Comments, one a line.
pub(super) fn comment(indent: &str, description: &str) -> String {
    let lines = wrapped(description, WIDTH - indent.len() - 2);
    let lines = lines.iter().map(|line| format!("# {line}").trim_end().to_owned());
    indented(indent, &lines.collect::<Vec<_>>())
}

fn indented(indent: &str, lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        if !line.is_empty() {
            text.push_str(indent);
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}

/// The lines of Markdown paragraphs and lists, none longer than `width` if its words allow it.
fn wrapped(markdown: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in markdown.lines() {
        let rest_indent = if paragraph.starts_with("- ") { "  " } else { "" };
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let is_full = line.chars().count() + 1 + word.chars().count() > width;
            if !line.is_empty() && is_full && !begins_block(word) {
                lines.push(std::mem::replace(&mut line, format!("{rest_indent}{word}")));
            } else {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
        }
        lines.push(line);
    }
    lines
}

/// Whether a line that begins with this word would be a list or a heading.
fn begins_block(word: &str) -> bool {
    word.is_empty() || !word.contains(|c: char| c.is_alphabetic() || c == '`')
}

#[cfg(test)]
mod tests {
    use super::{docstring, wrapped};

    #[test]
    fn nothing_ends_a_docstring_early() {
        assert_eq!(docstring("", "One."), "\"\"\"One.\"\"\"\n");
        assert_eq!(docstring("", "A `\\d`."), "\"\"\"A `\\\\d`.\"\"\"\n");
        assert_eq!(docstring("", "\"A\""), "\"\"\"\"A\\\"\"\"\"\n");
        assert_eq!(docstring("  ", "One.\n\nTwo."), "  \"\"\"One.\n\n  Two.\n  \"\"\"\n");
    }

    #[test]
    fn lists_stay_lists() {
        assert_eq!(wrapped("- one two\n- three", 7), ["- one", "  two", "- three"]);
        assert_eq!(wrapped("one - two", 5), ["one -", "two"]);
    }
}
