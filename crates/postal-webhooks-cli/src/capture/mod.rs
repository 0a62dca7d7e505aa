//! Captured requests, read from whatever they were saved in.

mod json;
mod raw;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::input;

/// A request as it was captured.
#[derive(Clone, Debug, Default)]
pub(crate) struct Capture {
    /// The file that it was in, and its place there.
    pub place: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Capture {
    /// The value of a header, the first if there are more.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// What `Content-Length` says.
    pub(crate) fn content_length(&self) -> Option<usize> {
        self.header("Content-Length")?.trim().parse().ok()
    }

    pub(crate) fn has_signature(&self) -> bool {
        self.headers.iter().any(|(name, _)| {
            let name = name.to_ascii_lowercase();
            name.starts_with("x-postal-signature")
        })
    }
}

/// Reads the requests in a file, or those in each file of a folder.
pub(crate) fn read(path: &Path) -> Result<Vec<Capture>> {
    if !path.is_dir() {
        return of_file(path);
    }
    let entries =
        std::fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.is_file());
    files.sort();
    let mut captures = Vec::new();
    for file in &files {
        captures.extend(of_file(file)?);
    }
    if captures.is_empty() {
        bail!("there is no file in {}; save requests into it, each in a file", path.display());
    }
    Ok(captures)
}

fn of_file(path: &Path) -> Result<Vec<Capture>> {
    let bytes = input::read(path)?;
    let place = path.display().to_string();
    let mut captures = match json::read(&bytes) {
        Some(captures) => captures,
        None if bytes.trim_ascii_start().starts_with(b"{") => bail!(
            "{place} is JSON without a request in it; if it is the body alone, leave --request out, \
             and give its headers with -H"
        ),
        None => vec![raw::read(&bytes).with_context(|| {
            format!(
                "{place} is no captured request; it begins with a line `POST /path HTTP/1.1` or with \
                 headers, then an empty line, then the body; a HAR file or an event of API Gateway \
                 will do too"
            )
        })?],
    };
    let several = captures.len() > 1;
    for (at, capture) in captures.iter_mut().enumerate() {
        capture.place =
            if several { format!("{place}, request {}", at + 1) } else { place.clone() };
    }
    Ok(captures)
}
