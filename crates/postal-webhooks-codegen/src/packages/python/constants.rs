//! Constants of the package: its version, and the facts of `request.toml` that programs use.

use std::fmt::Write as _;

use super::names::literal;
use super::prose::docstring;
use crate::model::{Model, Request};

/// The prefix of the headers that are Postal's own.
const OWN: &str = "X-Postal-";

pub(super) fn generate(model: &Model) -> String {
    // The others are of use in documents alone.
    let Request { body_kilobytes, key_set_path, headers, .. } = &model.request;
    let mut text = "\"\"\"Version of the schemas, and what is true of every request.\"\"\"\n\
        \nfrom typing import Final\n\
        \n"
    .to_owned();
    let _ = writeln!(text, "__version__ = {}", literal(&model.version));
    // A kilobyte as 1000 bytes: on the safe side of a limit.
    constant(
        &mut text,
        "LONGEST_BODY",
        &format!("{}_000", body_kilobytes.value),
        &body_kilobytes.description,
    );
    constant(&mut text, "KEY_SET_PATH", &literal(&key_set_path.value), &key_set_path.description);
    for header in headers {
        if let Some(short) = header.name.strip_prefix(OWN) {
            let name = short.replace('-', "_").to_uppercase();
            constant(&mut text, &name, &literal(&header.name), &header.description);
        }
    }
    text
}

fn constant(text: &mut String, name: &str, value: &str, description: &str) {
    let _ = writeln!(text, "\n{name}: Final = {value}");
    text.push_str(&docstring("", description));
}
