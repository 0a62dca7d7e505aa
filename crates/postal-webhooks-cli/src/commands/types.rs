//! `types`: the types of a language, in one file to copy.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde_json::json;

use crate::Verdict;
use crate::network::key::write_whole;
use crate::output::Output;

/// Print the types of a language, in one file to copy.
///
/// They are plain data, for who copies a file instead of installing the package of the language:
/// they verify nothing, and are for bodies as Postal itself sends them. TypeScript and Go need
/// nothing besides, Python before 3.12 `typing_extensions`, Rust `serde` and `serde_json`, Java the
/// annotations of Jackson.
#[derive(Args)]
pub(crate) struct Types {
    #[arg(value_enum)]
    language: Language,
    /// Write them to this file, which is replaced at once. Java asks for the name
    /// `PostalWebhooks.java`.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Language {
    Go,
    Java,
    Python,
    Rust,
    #[value(name = "typescript")]
    TypeScript,
}

impl Language {
    fn text(self) -> &'static str {
        match self {
            Self::Go => include_str!("../generated/types/types.go"),
            Self::Java => include_str!("../generated/types/PostalWebhooks.java"),
            Self::Python => include_str!("../generated/types/types.py"),
            Self::Rust => include_str!("../generated/types/types.rs"),
            Self::TypeScript => include_str!("../generated/types/types.ts"),
        }
    }
}

impl Types {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let text = self.language.text();
        match &self.output {
            Some(path) => {
                write_whole(path, text.as_bytes())?;
                let path = path.display().to_string();
                output.result(&json!({"file": path}), &format!("wrote {path}"))?;
            }
            None if output.is_json() => output.result(&json!({"text": text}), "")?,
            None => output.bytes(text.as_bytes())?,
        }
        output.finish()?;
        Ok(Verdict::Yes)
    }
}
