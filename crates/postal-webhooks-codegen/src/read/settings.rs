//! Rules on `schema.toml`.

use super::json::not_utf8;
use super::tree::Tree;
use super::violation::{At, Lint};

/// The version and the base URI.
pub(super) fn settings(tree: &Tree, lint: &mut Lint) -> Option<(String, String)> {
    let at = At::file("schema.toml");
    let remedy = "write `version = \"1.0.0\"` and `base-uri = \"https://…\"` (no slash at its end)";
    let bytes = tree.0.get("schema.toml").map_or(&[][..], Vec::as_slice);
    if let Some((problem, remedy)) = not_utf8(bytes) {
        lint.violation(&at, "settings", problem, remedy);
        return None;
    }
    let table: toml::Table = match String::from_utf8_lossy(bytes).parse() {
        Ok(table) => table,
        Err(e) => {
            lint.violation(&at, "settings", e.message().to_owned(), remedy);
            return None;
        }
    };
    for key in table.keys().filter(|key| !matches!(key.as_str(), "version" | "base-uri")) {
        lint.violation(&at, "settings", format!("the key `{key}` is unknown"), remedy);
    }
    let get = |key: &str| table.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let version = get("version").filter(|version| {
        let numbers: Vec<&str> = version.split('.').collect();
        let number = |n: &&str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
        numbers.len() == 3 && numbers.iter().all(number)
    });
    if version.is_none() {
        lint.violation(&at, "settings", "`version` is no version of three numbers", remedy);
    }
    let base_uri = get("base-uri").filter(|uri| {
        uri.starts_with("https://")
            && !uri.ends_with('/')
            && uri.chars().all(|c| {
                c.is_ascii_graphic() && !matches!(c, '"' | '#' | '?' | '<' | '>' | '\\' | '`')
            })
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
