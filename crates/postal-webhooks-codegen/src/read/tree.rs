//! The files of `schema/` in memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// The folders of `schema/` that are written by hand and read by the generator.
const FOLDERS: &[&str] =
    &["common", "delivery", "events", "examples", "invalid", "pages", "payloads"];

/// The files at its top beside `schema.toml`. Where one is missing that must be there, the lint
/// says so.
const FILES: &[&str] = &["CHANGELOG.md", "compat.toml", "envelope.json", "request.toml"];

/// The hand-written files of `schema/`, by their path inside it (`events/MessageSent.json`).
#[derive(Clone, Default)]
pub struct Tree(pub BTreeMap<String, Vec<u8>>);

impl Tree {
    /// Reads the tree below `schema`.
    ///
    /// # Errors
    ///
    /// If a folder or file cannot be read. What the files say is not looked at here.
    pub fn read(schema: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        let settings = schema.join("schema.toml");
        let text = fs::read(&settings).with_context(|| {
            format!("cannot read {}; run this inside the workspace", settings.display())
        })?;
        files.insert("schema.toml".to_owned(), text);
        for name in FILES {
            match fs::read(schema.join(name)) {
                Ok(text) => _ = files.insert((*name).to_owned(), text),
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
                Err(e) => return Err(e).with_context(|| format!("cannot read schema/{name}")),
            }
        }
        for folder in FOLDERS {
            read_folder(&schema.join(folder), folder, &mut files)?;
        }
        Ok(Self(files))
    }

    /// The text of a file; empty if there is none.
    pub(super) fn text(&self, path: &str) -> String {
        self.0
            .get(path)
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            .unwrap_or_default()
    }

    /// The files in one folder, with their path below it.
    pub(super) fn folder<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        self.0.iter().filter_map(move |(path, bytes)| {
            let below = path.strip_prefix(folder)?.strip_prefix('/')?;
            Some((below, bytes.as_slice()))
        })
    }
}

fn read_folder(folder: &Path, name: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        // A folder without files is no folder to git: the lint says what is missing.
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(e).with_context(|| format!("cannot read {}", folder.display())),
    };
    for entry in entries {
        let entry = entry?;
        let path = format!("{name}/{}", entry.file_name().to_string_lossy());
        let kind = fs::metadata(entry.path())
            .with_context(|| format!("cannot read {}", entry.path().display()))?;
        if kind.is_dir() {
            // A link can lead back up, and then reading has no end.
            let is_link = entry.file_type()?.is_symlink();
            ensure!(
                !is_link,
                "{} is a link to a folder; put the files there",
                entry.path().display()
            );
            read_folder(&entry.path(), &path, files)?;
        } else {
            // A pipe would never end.
            ensure!(kind.is_file(), "{} is no regular file; remove it", entry.path().display());
            let text = fs::read(entry.path())
                .with_context(|| format!("cannot read {}", entry.path().display()))?;
            files.insert(path, text);
        }
    }
    Ok(())
}
