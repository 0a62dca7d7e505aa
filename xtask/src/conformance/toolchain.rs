//! Which toolchains are there, and new enough.

use std::fmt;
use std::process::{Command, Stdio};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Language {
    JavaScript,
    Python,
    Go,
    Java,
    Rust,
}

impl Language {
    pub(super) const ALL: [Self; 5] =
        [Self::JavaScript, Self::Python, Self::Go, Self::Java, Self::Rust];

    /// The folder of its runner.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::JavaScript => "javascript",
            Self::Python => "python",
            Self::Go => "go",
            Self::Java => "java",
            Self::Rust => "rust",
        }
    }

    /// The programs that its runner needs, and the oldest version that does.
    fn needs(self) -> &'static [Tool] {
        match self {
            Self::JavaScript => &[
                Tool("node", "--version", (20, 19), "Node.js 20.19 or newer"),
                Tool("npm", "--version", (10, 0), "npm 10 or newer"),
            ],
            Self::Python => {
                &[Tool("python3", "--version", (3, 11), "Python 3.11 or newer, with venv and pip")]
            }
            Self::Go => &[Tool("go", "version", (1, 24), "Go 1.24 or newer")],
            Self::Java => &[
                Tool("java", "--version", (17, 0), "a JDK of Java 17 or newer"),
                Tool("javac", "--version", (17, 0), "a JDK of Java 17 or newer"),
                Tool("mvn", "--version", (3, 8), "Maven 3.8 or newer"),
            ],
            Self::Rust => &[Tool("cargo", "--version", (1, 89), "Rust 1.89 or newer")],
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::JavaScript => "JavaScript",
            Self::Python => "Python",
            Self::Go => "Go",
            Self::Java => "Java",
            Self::Rust => "Rust",
        })
    }
}

/// A program, the argument with which it tells its version, the least version, and what to install.
struct Tool(&'static str, &'static str, (u32, u32), &'static str);

/// What is missing or too old for a language, with the remedy.
pub(super) fn lack(language: Language) -> Option<String> {
    language.needs().iter().find_map(|Tool(program, argument, least, remedy)| {
        let output = Command::new(program).arg(argument).stdin(Stdio::null()).output();
        let said = output.ok().filter(|output| output.status.success());
        let lack = match said.map(|output| version(&String::from_utf8_lossy(&output.stdout))) {
            None => format!("there is no working `{program}` on the PATH"),
            Some(None) => format!("`{program} {argument}` tells no version"),
            Some(Some(there)) if there < *least => {
                format!("`{program}` is too old ({}.{})", there.0, there.1)
            }
            Some(Some(_)) => return None,
        };
        Some(format!("{lack}; install {remedy}"))
    })
}

/// The first number with a dot in it, as in `go version go1.26.8 linux/amd64`; else the first
/// number, as in `javac 21`.
fn version(text: &str) -> Option<(u32, u32)> {
    let words = || text.split(|c: char| !c.is_ascii_digit() && c != '.');
    let dotted = words().find_map(|word| {
        let (major, rest) = word.split_once('.')?;
        let minor = rest.split('.').next()?;
        Some((major.parse().ok()?, minor.parse().ok()?))
    });
    dotted.or_else(|| words().find_map(|word| Some((word.parse().ok()?, 0))))
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions() {
        for (text, expected) in [
            ("v20.20.2\n", Some((20, 20))),
            ("11.19.1\n", Some((11, 19))),
            ("Python 3.11.7\n", Some((3, 11))),
            ("go version go1.26.8 linux/amd64\n", Some((1, 26))),
            ("openjdk 17.0.15 2025-04-15\nOpenJDK Runtime", Some((17, 0))),
            ("javac 17.0.15\n", Some((17, 0))),
            ("javac 21\n", Some((21, 0))),
            ("\u{1b}[1mApache Maven 3.8.7\u{1b}[m\nMaven home: /usr/share/maven\n", Some((3, 8))),
            ("cargo 1.95.0 (f2d3ce0bd 2026-03-21)\n", Some((1, 95))),
            ("no version", None),
        ] {
            assert_eq!(version(text), expected, "{text}");
        }
    }
}
