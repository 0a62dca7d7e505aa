//! Published schemas of a git revision, of a folder, or of `schema/` as it is now.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use postal_webhooks_codegen::{DIST, Folder, find};
use serde_json::Value;

use crate::schemas::Schemas;

const INDEX: &str = "index.json";
/// Everything that is published follows from these: the other draft, and the files of single
/// events.
const TOLERANT: &str = "2020-12/webhook.schema.json";
const STRICT: &str = "2020-12/webhook.strict.schema.json";
const CODEGEN: &str = "2020-12/webhook.codegen.schema.json";

pub(crate) struct Published {
    /// As the output calls it.
    pub name: String,
    pub version: String,
    pub schemas: Schemas,
    /// The text of the schemas without their version: tells whether anything changed at all.
    pub text: String,
}

/// What `schema/` makes now, whether or not it has been written to `schema/dist`.
pub(crate) fn of_sources(folders: &[Folder]) -> Result<Published> {
    read("schema/".to_owned(), |file| {
        let path = format!("{DIST}/{file}");
        find(folders, &path).map(str::to_owned).ok_or_else(|| anyhow!("codegen makes no {path}"))
    })
}

/// A folder, or else a git revision.
pub(crate) fn named(root: &Path, base: &str) -> Result<Published> {
    if Path::new(base).is_dir() { of_folder(base) } else { of_revision(root, base) }
}

fn of_folder(base: &str) -> Result<Published> {
    let candidates = [DIST, "dist", ""].map(|below| Path::new(base).join(below));
    let dist: Option<&PathBuf> = candidates.iter().find(|dist| dist.join(TOLERANT).is_file());
    let Some(dist) = dist else {
        bail!(
            "{base} has no published schemas; name a folder that holds them ({TOLERANT}), the folder above it, or a git revision"
        );
    };
    read(base.to_owned(), |file| {
        let path = dist.join(file);
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    })
}

/// A git revision of the repository at `root`.
pub(crate) fn of_revision(root: &Path, revision: &str) -> Result<Published> {
    let commit = format!("{revision}^{{commit}}");
    let known = !revision.starts_with('-');
    let short = known
        .then(|| git(root, &["rev-parse", "--verify", "--quiet", "--short", &commit]))
        .transpose()?;
    let Some(short) = short.flatten() else {
        bail!(
            "{revision} is no folder, and git knows no such revision; fetch it (`git fetch --tags origin`), or name another"
        );
    };
    let short = short.trim();
    let name = if revision.starts_with(short) {
        short.to_owned()
    } else {
        format!("{revision} ({short})")
    };
    read(name, |file| {
        let show = git(root, &["show", &format!("{short}:{DIST}/{file}")])?;
        show.ok_or_else(|| anyhow!("{revision} has no published schemas ({DIST}/{file} is missing); name a later revision"))
    })
}

/// What git says; `None` if it fails.
pub(crate) fn git(root: &Path, arguments: &[&str]) -> Result<Option<String>> {
    let output = Command::new("git").arg("-C").arg(root).args(arguments).output();
    let output = output.context("cannot run git; install it, or name a folder as base")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(output.status.success().then_some(text))
}

fn read(name: String, file: impl Fn(&str) -> Result<String>) -> Result<Published> {
    let parse = |path: &str| -> Result<Value> {
        serde_json::from_str(&file(path)?).with_context(|| format!("{path} of {name} is no JSON"))
    };
    let version = parse(INDEX)?["version"].as_str().map(str::to_owned);
    let version = version.with_context(|| format!("{INDEX} of {name} has no version"))?;
    let schemas =
        Schemas { tolerant: parse(TOLERANT)?, strict: parse(STRICT)?, codegen: parse(CODEGEN)? };
    let text = [&schemas.tolerant, &schemas.strict, &schemas.codegen]
        .map(|schema| without_version(schema, &version))
        .concat();
    Ok(Published { name, version, schemas, text })
}

fn without_version(schema: &Value, version: &str) -> String {
    let mut schema = schema.clone();
    let id = schema["$id"].as_str().map(|id| id.replace(&format!("/{version}/"), "/"));
    if let Some(id) = id {
        schema["$id"] = id.into();
    }
    schema.to_string()
}
