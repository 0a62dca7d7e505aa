//! Enumerations in Go: a string type with constants, which any other string may be too.

use std::fmt::Write as _;

use super::names::{Names, exported};
use super::{HEADER, IMPORT, docs};
use crate::model::{Model, Shape, Variant};

pub(super) fn generate(model: &Model, names: &mut Names) -> String {
    let mut text = String::new();
    for t in &model.types {
        if let Shape::Enumeration(variants) = &t.shape {
            let name = names.of(&t.name).to_owned();
            enumeration(&mut text, &name, &t.description, variants, names);
        }
    }
    let import = if text.is_empty() { "" } else { IMPORT };
    format!("{HEADER}{import}{text}")
}

fn enumeration(
    text: &mut String,
    name: &str,
    description: &str,
    variants: &[Variant],
    names: &mut Names,
) {
    let doc = docs::item(name, description);
    let _ = writeln!(text, "\n{doc}type {name} string\n");
    let _ = writeln!(text, "// The values of {name} that this version knows.\nconst (");
    let mut constants = Vec::new();
    for Variant { value, description, .. } in variants {
        let constant = names.free(format!("{name}{}", exported(value)), "");
        let doc = docs::lines(description, "\t");
        // Values are ASCII that can be printed, so Rust and Go escape them alike.
        let _ = writeln!(text, "{doc}\t{constant} {name} = {value:?}");
        constants.push(constant);
    }
    let known = constants.join(", ");
    let _ = writeln!(
        text,
        ")

// Known tells whether this version knows the value.
func (v {name}) Known() bool {{
	switch v {{
	case {known}:
		return true
	}}
	return false
}}

func read{name}(r *wire.Reader) {name} {{
	return {name}(r.Enumeration(\"a string: a {name}\"))
}}

func write{name}(w *wire.Writer, v {name}) {{
	w.Text(string(v))
}}"
    );
}
