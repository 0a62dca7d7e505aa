//! Rules on `schema.toml`.

use super::super::tree::Tree;
use super::{At, Lint};

/// The version and the base URI.
pub(super) fn settings(tree: &Tree, lint: &mut Lint) -> Option<(String, String)> {
    let at = At::file("schema.toml");
    let remedy = "write `version = \"1.0.0\"` and `base-uri = \"https://…\"` (no slash at its end)";
    let text = tree
        .0
        .get("schema.toml")
        .and_then(|bytes| std::str::from_utf8(bytes).ok());
    let table: toml::Table = match text.unwrap_or_default().parse() {
        Ok(table) => table,
        Err(e) => {
            lint.violation(&at, "settings", e.message().to_owned(), remedy);
            return None;
        }
    };
    for key in table
        .keys()
        .filter(|key| !matches!(key.as_str(), "version" | "base-uri"))
    {
        lint.violation(
            &at,
            "settings",
            format!("the key `{key}` is unknown"),
            remedy,
        );
    }
    let get = |key: &str| {
        table
            .get(key)
            .and_then(toml::Value::as_str)
            .map(str::to_owned)
    };
    let version = get("version").filter(|version| {
        let numbers: Vec<&str> = version.split('.').collect();
        let number = |n: &&str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
        numbers.len() == 3 && numbers.iter().all(number)
    });
    if version.is_none() {
        lint.violation(
            &at,
            "settings",
            "`version` is no version of three numbers",
            remedy,
        );
    }
    let base_uri = get("base-uri").filter(|uri| {
        uri.starts_with("https://") && !uri.ends_with('/') && !uri.contains(['"', ' ', '#', '?'])
    });
    if base_uri.is_none() {
        lint.violation(
            &at,
            "settings",
            "`base-uri` is no https URI without a slash at its end",
            remedy,
        );
    }
    version.zip(base_uri)
}
