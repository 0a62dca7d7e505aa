//! Events in Go: a struct each, around the payload that several of them may share.

use std::fmt::Write as _;

use super::names::Names;
use super::{HEADER, IMPORT, docs};
use crate::model::Model;

pub(super) fn generate(model: &Model, names: &Names) -> String {
    let version = &model.version;
    let mut text = format!(
        "{HEADER}{IMPORT}
// Version is the version of the schemas, and of this package.
const Version = {version:?}

// eventNames has the names of all events with a type of their own.
var eventNames = []string{{
"
    );
    for event in &model.events {
        let _ = writeln!(text, "\t{:?},", event.name);
    }
    text.push_str(
        "}

// newEvent returns an empty event of this name, or nil.
func newEvent(name string) knownEvent {
	switch name {
",
    );
    for event in &model.events {
        let name = names.event(&event.name);
        let _ = writeln!(text, "\tcase {:?}:\n\t\treturn new({name})", event.name);
    }
    text.push_str("\t}\n\treturn nil\n}\n");
    for event in &model.events {
        let (name, payload) = (names.event(&event.name), names.of(&event.payload));
        let doc = docs::item(name, &event.description);
        let wire = &event.name;
        let _ = writeln!(
            text,
            "
{doc}type {name} struct{{ {payload} }}

// EventName is the name on the wire.
func (*{name}) EventName() string {{ return {wire:?} }}

func (e *{name}) read(r *wire.Reader) {{
	e.{payload} = read{payload}(r)
}}

func (e *{name}) write(w *wire.Writer) {{
	write{payload}(w, e.{payload})
}}"
        );
    }
    text
}
