//! Code beside each event: what the handlers in `snippets/` say of it.
//!
//! A handler is a program that is compiled and run. `// snippet: MessageSent` begins what belongs to
//! that event alone, or to several that are named, and `// end` ends it. What stands outside belongs to
//! all of them, but for the first line, which is about the file. `main` is what a page does not show.

use anyhow::{Context as _, Result, bail, ensure};

/// The part that reads the bodies: it is compiled, and not shown.
const MAIN: &str = "main";

/// The handler in one language.
#[derive(Clone, Copy, Debug)]
pub struct Handler {
    /// As people call the language.
    pub language: &'static str,
    /// Its name below `snippets/`.
    pub file: &'static str,
    /// The page of the language.
    pub(crate) page: &'static str,
    /// What code blocks call the language.
    pub(crate) tag: &'static str,
    text: &'static str,
}

/// The handlers, in the order in which a page shows them.
pub const HANDLERS: [Handler; 5] = [
    Handler {
        language: "Rust",
        file: "handler.rs",
        page: "rust.html",
        tag: "rust",
        text: include_str!("../snippets/handler.rs"),
    },
    Handler {
        language: "TypeScript",
        file: "handler.ts",
        page: "typescript.html",
        tag: "ts",
        text: include_str!("../snippets/handler.ts"),
    },
    Handler {
        language: "Python",
        file: "handler.py",
        page: "python.html",
        tag: "python",
        text: include_str!("../snippets/handler.py"),
    },
    Handler {
        language: "Go",
        file: "handler.go",
        page: "go.html",
        tag: "go",
        text: include_str!("../snippets/handler.go"),
    },
    Handler {
        language: "Java",
        file: "Handler.java",
        page: "java.html",
        tag: "java",
        text: include_str!("../snippets/Handler.java"),
    },
];

impl Handler {
    /// What a page shows for an event; nothing if the handler has no part for it.
    ///
    /// # Errors
    ///
    /// If a mark is wrong.
    pub fn shown(&self, event: &str) -> Result<Option<String>> {
        self.only(event, &[event])
    }

    /// The same as a program, which handles this event alone.
    ///
    /// # Errors
    ///
    /// If a mark is wrong.
    pub fn program(&self, event: &str) -> Result<Option<String>> {
        self.only(event, &[event, MAIN])
    }

    fn only(&self, event: &str, names: &[&str]) -> Result<Option<String>> {
        let parts = parts(self.text).with_context(|| format!("snippets/{}", self.file))?;
        let belongs =
            |part: &Part<'_>, names: &[&str]| part.names.iter().any(|name| names.contains(name));
        if !parts.iter().any(|part| belongs(part, &[event])) {
            return Ok(None);
        }
        let parts = parts
            .iter()
            .filter(|part| part.names.is_empty() || belongs(part, names))
            .map(|part| &*part.lines);
        Ok(Some(tidy(parts)))
    }
}

/// Lines of a handler that belong together.
#[derive(Debug, Default, PartialEq, Eq)]
struct Part<'a> {
    /// The events that it belongs to; all of them if none is named.
    names: Vec<&'a str>,
    lines: Vec<&'a str>,
}

/// Cuts a handler at its marks.
fn parts(text: &str) -> Result<Vec<Part<'_>>> {
    let mut parts = vec![Part::default()];
    let mut is_open = false;
    for (at, line) in text.lines().enumerate().skip(1) {
        let number = at + 1;
        let mark = line.trim_start().trim_start_matches(['/', '#']).trim_start();
        let is_comment = mark.len() < line.trim_start().len();
        if let Some(names) = mark.strip_prefix("snippet:").filter(|_| is_comment) {
            ensure!(!is_open, "line {number}: the part before it has no end");
            let names: Vec<_> = names.split(',').map(str::trim).collect();
            ensure!(names.iter().all(|name| !name.is_empty()), "line {number}: a name is missing");
            parts.push(Part { names, lines: Vec::new() });
            is_open = true;
        } else if is_comment && mark == "end" {
            ensure!(is_open, "line {number}: nothing ends here");
            parts.push(Part::default());
            is_open = false;
        } else if let Some(part) = parts.last_mut() {
            part.lines.push(line);
        }
    }
    if is_open {
        bail!("the last part has no end");
    }
    Ok(parts)
}

/// Parts as a text, without the gaps that the missing ones leave.
fn tidy<'a>(parts: impl Iterator<Item = &'a [&'a str]>) -> String {
    let mut text = String::new();
    // The largest of the gaps that have come together.
    let mut gap = 0;
    for lines in parts {
        let mut empty = 0;
        for line in lines {
            if line.trim().is_empty() {
                empty += 1;
                gap = gap.max(empty);
                continue;
            }
            let closes = matches!(line.trim(), ")" | "}");
            if !text.is_empty() && !closes {
                text.push_str(&"\n".repeat(gap));
            }
            text.push_str(line);
            text.push('\n');
            (gap, empty) = (0, 0);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &'static str) -> Handler {
        Handler { language: "", file: "test", page: "", tag: "", text }
    }

    #[test]
    fn an_event_has_its_parts_and_what_belongs_to_all() {
        let handler = of("// about the file\n\nuse a;\n// snippet: One, Two\nuse b;\n// end\n\n\
            f {\n    // snippet: One\n    1 => {}\n    // end\n    // snippet: Two\n    2 => {}\n    // end\n    \
            // the end\n    _ => {}\n\n    # snippet: main\n    m\n    # end\n}\n");
        let shown = |event| handler.shown(event).unwrap();
        assert_eq!(
            shown("One").as_deref(),
            Some("use a;\nuse b;\n\nf {\n    1 => {}\n    // the end\n    _ => {}\n}\n")
        );
        assert!(shown("Two").unwrap().contains("\n    2 => {}\n    // the end"));
        assert_eq!(shown("Three"), None);
        let program = handler.program("Two").unwrap().unwrap();
        assert!(program.ends_with("_ => {}\n\n    m\n}\n"), "{program}");
    }

    #[test]
    fn wrong_marks_are_named_with_their_line() {
        for (text, expected) in [
            ("\n// snippet: A\n// snippet: B\n// end\n", "line 3: the part before it has no end"),
            ("\na\n// end\n", "line 3: nothing ends here"),
            ("\n// snippet: A,\n// end\n", "line 2: a name is missing"),
            ("\n// snippet: A\n", "the last part has no end"),
        ] {
            assert_eq!(parts(text).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn every_handler_has_the_same_events() {
        let names = |handler: &Handler| {
            let parts = parts(handler.text).unwrap();
            let mut names: Vec<&str> = parts.into_iter().flat_map(|part| part.names).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        let first = names(&HANDLERS[0]);
        assert!(first.len() > 10 && first.contains(&MAIN), "{first:?}");
        for handler in &HANDLERS[1..] {
            assert_eq!(names(handler), first, "{}", handler.file);
        }
    }
}
