//! Names in Java: of components and constants, and of types where the schema has a type of the same
//! name.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use heck::{ToLowerCamelCase, ToShoutySnakeCase};

use super::{ROOT, TYPES};
use crate::model::{Kind, Model, Shape};

/// The key of each record that holds the keys that it does not know.
pub(super) const REST: &str = "unknownKeys";

/// Words that are no name of a component: keywords, literals, methods of `Object` (JLS 3.9, 8.10.1),
/// and what each record has.
const WORDS: &[&str] = &[
    "_",
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "clone",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extends",
    "false",
    "final",
    "finalize",
    "finally",
    "float",
    "for",
    "getClass",
    "goto",
    "hashCode",
    "if",
    "implements",
    "import",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "notify",
    "notifyAll",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "short",
    "static",
    "strictfp",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "toString",
    "transient",
    "true",
    "try",
    REST,
    "void",
    "volatile",
    "wait",
    "while",
];

/// The name of a component for a key: `spamStatus`.
pub(super) fn component(key: &str) -> String {
    let mut name = key.to_lower_camel_case();
    if WORDS.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// The name of a constant for a type or a value, by its name in Rust: `NOT_CHECKED`.
pub(super) fn constant(ident: &str) -> String {
    ident.to_shouty_snake_case()
}

/// A literal of a string.
pub(super) fn literal(text: &str) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => literal.extend(['\\', character]),
            ' '..='~' => literal.push(character),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    // Writing into a string does not fail.
                    let _ = write!(literal, "\\u{unit:04x}");
                }
            }
        }
    }
    literal.push('"');
    literal
}

/// The types that one file names, and what it has to import for that.
pub(super) struct Names<'a> {
    model: &'a Model,
    package: &'a str,
    /// Simple names that mean something else in this file than the type of that name.
    hidden: BTreeSet<&'a str>,
    imports: BTreeSet<String>,
}

impl<'a> Names<'a> {
    /// The names of a file in a package, in which these names are of something else.
    pub(super) fn new(model: &'a Model, package: &'a str, hidden: &[&'a str]) -> Self {
        let hidden = hidden.iter().copied().collect();
        Self { model, package, hidden, imports: BTreeSet::new() }
    }

    /// A type that the schema does not have, by its whole name.
    pub(super) fn java(&mut self, whole: &str) -> String {
        let (package, simple) = whole.rsplit_once('.').unwrap_or_default();
        let is_type = |t: &&crate::model::Type| !matches!(t.shape, Shape::Timestamp { .. });
        if self.hidden.contains(simple) || self.model.get(simple).as_ref().is_some_and(is_type) {
            return whole.to_owned();
        }
        self.import(package, whole);
        simple.to_owned()
    }

    /// A type of the schema, or the interface of all webhooks.
    pub(super) fn own(&mut self, name: &str) -> String {
        let whole = format!("{TYPES}.{name}");
        if self.hidden.contains(name) {
            return whole;
        }
        self.import(TYPES, &whole);
        name.to_owned()
    }

    fn import(&mut self, package: &str, whole: &str) {
        if package != "java.lang" && package != self.package {
            self.imports.insert(whole.to_owned());
        }
    }

    /// The type of a value: a primitive one, if it can be.
    pub(super) fn kind(&mut self, kind: &Kind, nullable: bool) -> String {
        match (kind, nullable) {
            (Kind::Boolean, false) => return "boolean".to_owned(),
            (Kind::Integer, false) => return "long".to_owned(),
            (Kind::Number, false) => return "double".to_owned(),
            _ => {}
        }
        self.boxed(kind, nullable)
    }

    fn boxed(&mut self, kind: &Kind, nullable: bool) -> String {
        let name = match kind {
            Kind::Boolean => self.java("java.lang.Boolean"),
            Kind::Integer => self.java("java.lang.Long"),
            Kind::Number => self.java("java.lang.Double"),
            Kind::String => self.java("java.lang.String"),
            Kind::Uuid => self.java("java.util.UUID"),
            Kind::Array { .. } => self.java("java.util.List"),
            Kind::Ref(name) if self.is_timestamp(name) => self.java(&format!("{ROOT}.Timestamp")),
            Kind::Ref(name) => self.own(name),
        };
        let name = if nullable { self.nullable(&name) } else { name };
        match kind {
            Kind::Array { items, nullable_items } => {
                format!("{name}<{}>", self.boxed(items, *nullable_items))
            }
            _ => name,
        }
    }

    /// A type that may be null. The annotation stands before the simple name (JLS 9.7.4).
    pub(super) fn nullable(&mut self, name: &str) -> String {
        let annotation = self.java("org.jspecify.annotations.Nullable");
        let (package, simple) = name.rsplit_once('.').map_or(("", name), |(p, s)| (p, s));
        let dot = if package.is_empty() { "" } else { "." };
        format!("{package}{dot}@{annotation} {simple}")
    }

    /// The map of the keys that a record does not know.
    pub(super) fn rest(&mut self) -> String {
        let (map, string) = (self.java("java.util.Map"), self.java("java.lang.String"));
        let object = self.java("java.lang.Object");
        format!("{map}<{string}, {}>", self.nullable(&object))
    }

    pub(super) fn is_timestamp(&self, name: &str) -> bool {
        self.model.get(name).is_some_and(|t| matches!(t.shape, Shape::Timestamp { .. }))
    }

    /// The file: the mark, the package, the imports, and the rest.
    pub(super) fn file(self, body: &str) -> String {
        let mut text = format!("{}package {};\n\n", super::MARK, self.package);
        for import in &self.imports {
            // Writing into a string does not fail.
            let _ = writeln!(text, "import {import};");
        }
        if !self.imports.is_empty() {
            text.push('\n');
        }
        text + body
    }
}

#[cfg(test)]
mod tests {
    use super::{WORDS, component, constant, literal};

    #[test]
    fn names_are_those_of_java() {
        assert!(WORDS.is_sorted());
        for (key, name) in [
            ("spam_status", "spamStatus"),
            ("from", "from"),
            ("default", "default_"),
            ("get_class", "getClass_"),
            ("unknown_keys", "unknownKeys_"),
            ("Some", "some"),
        ] {
            assert_eq!(component(key), name);
        }
        assert_eq!(constant("NotChecked"), "NOT_CHECKED");
        assert_eq!(literal("a\"b\\u é😀"), r#""a\"b\\u \u00e9\ud83d\ude00""#);
    }
}
