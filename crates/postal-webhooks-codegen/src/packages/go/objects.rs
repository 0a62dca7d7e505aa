//! Objects in Go: a struct each, with functions that read and write it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::names::{METHODS, Names, exported, unique};
use super::{HEADER, IMPORT, docs};
use crate::model::{Kind, Model, Property, Shape, Type};

pub(super) fn generate(model: &Model, names: &Names) -> String {
    let mut text = format!("{HEADER}{IMPORT}");
    for t in &model.types {
        if let Shape::Object(properties) = &t.shape {
            object(&mut text, t, properties, names);
        }
    }
    text
}

fn object(text: &mut String, t: &Type, properties: &[Property], names: &Names) {
    let name = names.of(&t.name);
    let fields = structure(text, t, properties, names);
    let _ = write!(
        text,
        "
// MarshalJSON writes the keys in Postal's order.
func (v {name}) MarshalJSON() ([]byte, error) {{
	return marshal(v, write{name})
}}

// UnmarshalJSON reads an object as strictly as [Parse]. The error is a *[ParseError].
func (v *{name}) UnmarshalJSON(text []byte) error {{
	return unmarshal(text, v, read{name})
}}
"
    );
    reader(text, name, &fields, names);
    writer(text, name, &fields, names);
}

/// Writes the struct, and gives the names of its fields.
pub(super) fn structure<'a>(
    text: &mut String,
    t: &Type,
    properties: &'a [Property],
    names: &Names,
) -> Vec<(String, &'a Property)> {
    let name = names.of(&t.name);
    let mut taken: BTreeSet<String> = METHODS.map(str::to_owned).into();
    let fields: Vec<(String, &Property)> = properties
        .iter()
        .map(|property| (unique(&mut taken, exported(&property.name)), property))
        .collect();
    let doc = docs::item(name, &t.description);
    let _ = writeln!(text, "\n{doc}type {name} struct {{");
    for (field, property) in &fields {
        let doc = docs::lines(&property.description, "\t");
        let (go, wire) = (field_type(property, names), &property.name);
        let omit = if property.required { "" } else { ",omitempty" };
        let _ = writeln!(text, "{doc}\t{field} {go} `json:\"{wire}{omit}\"`");
    }
    text.push_str("}\n");
    fields
}

fn reader(text: &mut String, name: &str, fields: &[(String, &Property)], names: &Names) {
    // Keys that are always there come first.
    let (required, optional): (Vec<_>, Vec<_>) =
        fields.iter().partition(|(_, property)| property.required);
    let count = required.len();
    let ordered: Vec<_> = required.into_iter().chain(optional).collect();
    let _ = writeln!(text, "\nvar shape{name} = wire.Shape{{Required: {count}, Keys: []string{{");
    for (_, property) in &ordered {
        let _ = writeln!(text, "\t{:?},", property.name);
    }
    text.push_str("}}\n");
    let _ = writeln!(
        text,
        "
func read{name}(r *wire.Reader) (v {name}) {{
	o := r.Object(&shape{name})
	for o.Next() {{
		switch o.Field {{"
    );
    for (index, (field, property)) in ordered.iter().enumerate() {
        let read = read_call(property, names);
        let _ = writeln!(text, "\t\tcase {index}: // {}\n\t\t\tv.{field} = {read}", property.name);
    }
    text.push_str("\t\t}\n\t}\n\treturn v\n}\n");
}

fn writer(text: &mut String, name: &str, fields: &[(String, &Property)], names: &Names) {
    let _ = writeln!(text, "\nfunc write{name}(w *wire.Writer, v {name}) {{\n\tw.Open()");
    for (field, property) in fields {
        let value = format!("v.{field}");
        let wire = &property.name;
        if property.required {
            let write = write_call(&property.kind, property.nullable, &value, names);
            let _ = writeln!(text, "\tw.Key({wire:?})\n\t{write}");
        } else {
            let is_list = matches!(property.kind, Kind::Array { .. });
            let present = if is_list { value.clone() } else { format!("*{value}") };
            let write = write_call(&property.kind, false, &present, names);
            let _ =
                writeln!(text, "\tif {value} != nil {{\n\t\tw.Key({wire:?})\n\t\t{write}\n\t}}");
        }
    }
    text.push_str("\tw.Close()\n}\n");
}

/// A pointer for what may be null or absent; a slice can be nil itself.
fn field_type(property: &Property, names: &Names) -> String {
    of(&property.kind, property.nullable || !property.required, names)
}

fn of(kind: &Kind, nullable: bool, names: &Names) -> String {
    let go = match kind {
        Kind::Array { items, nullable_items } => {
            return format!("[]{}", of(items, *nullable_items, names));
        }
        Kind::Boolean => "bool",
        Kind::Integer => "int64",
        Kind::Number => "float64",
        Kind::String | Kind::Uuid => "string",
        Kind::Ref(name) => names.of(name),
    };
    if nullable { format!("*{go}") } else { go.to_owned() }
}

fn method(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Boolean => Some("Boolean"),
        Kind::Integer => Some("Integer"),
        Kind::Number => Some("Number"),
        Kind::String => Some("Text"),
        Kind::Uuid => Some("UUID"),
        Kind::Ref(_) | Kind::Array { .. } => None,
    }
}

/// The expression that reads the value of a property.
fn read_call(property: &Property, names: &Names) -> String {
    let Property { kind, nullable, required, .. } = property;
    let call = match (kind, method(kind)) {
        (Kind::Array { items, nullable_items }, _) => {
            let list = if *nullable { "NullableList" } else { "List" };
            return format!("wire.{list}(r, {})", read_function(items, *nullable_items, names));
        }
        _ if *nullable => {
            return format!("wire.Nullable(r, {})", read_function(kind, false, names));
        }
        (_, Some(method)) => format!("r.{method}()"),
        (kind, None) => format!("{}(r)", read_function(kind, false, names)),
    };
    if *required { call } else { format!("wire.Pointer({call})") }
}

/// The function that reads a value.
fn read_function(kind: &Kind, nullable: bool, names: &Names) -> String {
    let function = match (kind, method(kind)) {
        (_, Some(method)) => format!("(*wire.Reader).{method}"),
        (Kind::Ref(name), _) => format!("read{}", names.of(name)),
        (Kind::Array { items, nullable_items }, _) => {
            let list = if nullable { "NullableList" } else { "List" };
            let go = of(kind, false, names);
            let item = read_function(items, *nullable_items, names);
            return format!("func(r *wire.Reader) {go} {{ return wire.{list}(r, {item}) }}");
        }
        _ => String::new(),
    };
    if nullable {
        let go = of(kind, true, names);
        return format!("func(r *wire.Reader) {go} {{ return wire.Nullable(r, {function}) }}");
    }
    function
}

/// The statement that writes a value.
fn write_call(kind: &Kind, nullable: bool, value: &str, names: &Names) -> String {
    match (kind, written_by(kind)) {
        (Kind::Array { items, nullable_items }, _) => {
            let list = if nullable { "NullableList" } else { "List" };
            let item = write_function(items, *nullable_items, names);
            format!("wire.Write{list}(w, {value}, {item})")
        }
        _ if nullable => {
            format!("wire.WriteNullable(w, {value}, {})", write_function(kind, false, names))
        }
        (_, Some(method)) => format!("w.{method}({value})"),
        (kind, None) => format!("{}(w, {value})", write_function(kind, false, names)),
    }
}

/// The function that writes a value.
fn write_function(kind: &Kind, nullable: bool, names: &Names) -> String {
    if let (Kind::Array { .. }, _) | (_, true) = (kind, nullable) {
        let go = of(kind, nullable, names);
        let call = write_call(kind, nullable, "v", names);
        return format!("func(w *wire.Writer, v {go}) {{ {call} }}");
    }
    match (kind, written_by(kind)) {
        (Kind::Ref(name), _) => format!("write{}", names.of(name)),
        (_, method) => format!("(*wire.Writer).{}", method.unwrap_or_default()),
    }
}

fn written_by(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Uuid => Some("Text"),
        other => method(other),
    }
}
