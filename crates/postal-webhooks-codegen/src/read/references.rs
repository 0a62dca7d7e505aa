//! Rules on references: a `$ref` names a whole file by its relative path.

use heck::ToUpperCamelCase;
use serde_json::{Map, Value, json};

use super::Files;
use super::keywords::{NULLABLE, NULLABLE_REFERENCE, REFERENCE, keywords};
use super::violation::{At, Lint};

/// Whether a schema is written as a reference, which [`read`] reads.
pub(super) fn is_reference(value: &Value) -> bool {
    value.get("$ref").is_some() || value.get("anyOf").is_some()
}

/// The type that `$ref`, or `anyOf` with a `$ref` and null, leads to, and whether null is allowed
/// beside it.
pub(super) fn read(
    at: &At<'_>,
    value: &Value,
    files: &Files,
    lint: &mut Lint,
) -> Option<(String, bool)> {
    match value.get("anyOf") {
        Some(any_of) if value.get("$ref").is_none() => {
            Some((nullable(at, value, any_of, files, lint)?, true))
        }
        _ => Some((plain(at, value, REFERENCE, files, lint)?, false)),
    }
}

fn plain(
    at: &At<'_>,
    value: &Value,
    allowed: &[&str],
    files: &Files,
    lint: &mut Lint,
) -> Option<String> {
    let object = keywords(at, value, allowed, lint)?;
    target(at, object, files, lint)
}

fn nullable(
    at: &At<'_>,
    value: &Value,
    any_of: &Value,
    files: &Files,
    lint: &mut Lint,
) -> Option<String> {
    keywords(at, value, NULLABLE_REFERENCE, lint)?;
    let at = at.key("anyOf");
    match any_of.as_array().map(Vec::as_slice) {
        Some([reference, null])
            if reference.get("$ref").is_some() && *null == json!({"type": "null"}) =>
        {
            plain(&at.key("0"), reference, &["$ref"], files, lint)
        }
        _ => {
            let problem = "`anyOf` says here only that a reference may be null";
            lint.violation(&at, "null-reference", problem, NULLABLE);
            None
        }
    }
}

/// The name of the type that a `$ref` leads to.
fn target(
    at: &At<'_>,
    object: &Map<String, Value>,
    files: &Files,
    lint: &mut Lint,
) -> Option<String> {
    let reference = object.get("$ref")?.as_str();
    let relative = reference.and_then(|r| r.strip_prefix("../"));
    let found = relative.and_then(|path| files.get(path).filter(|_| !path.starts_with("events/")));
    if let Some((stem, _)) = found {
        return Some(stem.clone());
    }
    let problem = match reference {
        Some(text) if text.contains('#') => format!("`{text}` leads into a file, not to one"),
        Some(text) => format!("`{text}` leads to no file that can be read"),
        None => "it is no string".to_owned(),
    };
    let similar = reference.and_then(|text| similar(text, &["common/", "payloads/"], files));
    let remedy = match similar {
        Some(path) => format!("write `\"$ref\": \"../{path}\"`"),
        None => {
            "write `../common/<Type>.json` or `../payloads/<Type>.json`, and that file".to_owned()
        }
    };
    lint.violation(&at.key("$ref"), "ref", problem, remedy);
    None
}

/// The file that a wrong `$ref` means: one of that name but for folder, case, `_` and extension.
pub(super) fn similar<'f>(reference: &str, folders: &[&str], files: &'f Files) -> Option<&'f str> {
    let name = reference.rsplit('/').next()?;
    let name = name.split(['.', '#']).next()?;
    let plain = |name: &str| name.to_upper_camel_case().to_lowercase();
    let mut candidates = folders.iter().flat_map(|folder| {
        let in_folder = files.iter().filter(move |(path, _)| path.starts_with(folder));
        in_folder.filter(|(_, (stem, _))| plain(stem) == plain(name))
    });
    candidates.next().map(|(path, _)| path.as_str())
}
