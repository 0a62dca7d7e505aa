//! Names in Go: exported, with the initialisms that Go writes in capitals, and each only once in
//! the package.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase as _;

use crate::model::{Model, Shape};

/// Words that Go writes in capitals, of those that Postal may use.
const INITIALISMS: [&str; 27] = [
    "api", "arc", "dkim", "dmarc", "dns", "html", "http", "https", "id", "ip", "json", "kid", "mx",
    "ok", "rsa", "sha1", "smtp", "spf", "sql", "ssl", "tcp", "tls", "ttl", "uri", "url", "utf8",
    "uuid",
];

/// What the files written by hand export, in the order of the alphabet; a test compares it.
const WRITTEN_BY_HAND: &[&str] = &["Event", "Timestamp"];

/// Names of methods that a field of an object must not have.
pub(super) const METHODS: [&str; 2] = ["MarshalJSON", "UnmarshalJSON"];

/// The names of the package.
pub(super) struct Names {
    events: BTreeMap<String, String>,
    types: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl Names {
    pub(super) fn new(model: &Model) -> Self {
        let taken = WRITTEN_BY_HAND.iter().map(|name| (*name).to_owned()).collect();
        let mut names = Self { events: BTreeMap::new(), types: BTreeMap::new(), taken };
        for event in &model.events {
            // Postal's own name, where it is one in Go.
            let is_name = event.name.starts_with(|first: char| first.is_ascii_uppercase())
                && event.name.bytes().all(|byte| byte.is_ascii_alphanumeric());
            let name = if is_name { event.name.clone() } else { exported(&event.name) };
            let name = names.free(name, "Event");
            names.events.insert(event.name.clone(), name);
        }
        for t in &model.types {
            let is_payload = model.events.iter().any(|event| event.payload == t.name);
            let name = match t.shape {
                Shape::Timestamp { .. } => t.name.clone(),
                _ if is_payload => names.free(exported(&t.name), "Payload"),
                _ => names.free(exported(&t.name), "Type"),
            };
            names.types.insert(t.name.clone(), name);
        }
        names
    }

    /// The type of an event, by its name on the wire.
    pub(super) fn event<'a>(&'a self, name: &'a str) -> &'a str {
        self.events.get(name).map_or(name, String::as_str)
    }

    /// The Go name of a type of the schema.
    pub(super) fn of<'a>(&'a self, name: &'a str) -> &'a str {
        self.types.get(name).map_or(name, String::as_str)
    }

    /// The name if it is free, else one with this ending; from then on it is taken.
    pub(super) fn free(&mut self, name: String, ending: &str) -> String {
        let mut free = name;
        if self.taken.contains(&free) {
            free.push_str(ending);
        }
        unique(&mut self.taken, free)
    }
}

/// The name, with as many `_` behind it as make it new.
pub(super) fn unique(taken: &mut BTreeSet<String>, mut name: String) -> String {
    while !taken.insert(name.clone()) {
        name.push('_');
    }
    name
}

/// A name of the wire in `PascalCase`, as Go writes it: `UserAgent`, `SPFStatus`.
pub(super) fn exported(name: &str) -> String {
    let snake = name.to_snake_case();
    snake.split('_').map(word).collect()
}

fn word(word: &str) -> String {
    if INITIALISMS.contains(&word) {
        return word.to_ascii_uppercase();
    }
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::{INITIALISMS, WRITTEN_BY_HAND, exported};

    #[test]
    fn names_as_go_writes_them() {
        for (name, expected) in [
            ("message_id", "MessageID"),
            ("sent_with_ssl", "SentWithSSL"),
            ("ip_address", "IPAddress"),
            ("camelCase", "CamelCase"),
            ("DomainDnsError", "DomainDNSError"),
            ("NotChecked", "NotChecked"),
            ("dark-blue", "DarkBlue"),
            ("4xx", "4xx"),
            ("a\"b", "AB"),
        ] {
            assert_eq!(exported(name), expected);
        }
        assert!(INITIALISMS.is_sorted());
    }

    #[test]
    fn names_written_by_hand_are_listed() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packages/go");
        let mut found = BTreeSet::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if !name.ends_with(".go") || name.ends_with("_gen.go") || name.ends_with("_test.go") {
                continue;
            }
            for line in fs::read_to_string(path).unwrap().lines() {
                let line = ["type ", "func ", "const ", "var ", "\t"]
                    .iter()
                    .find_map(|start| line.strip_prefix(start));
                let Some(line) = line else { continue };
                let end = line.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(line.len());
                let (name, rest) = line.split_at(end);
                // Of a group: `Name Type = value`. Fields have no value.
                let is_item =
                    !line.starts_with('\t') && (rest.contains('=') || !rest.contains('\t'));
                if name.starts_with(|c: char| c.is_ascii_uppercase()) && is_item {
                    found.insert(name.to_owned());
                }
            }
        }
        let listed: BTreeSet<String> = WRITTEN_BY_HAND.iter().map(|n| (*n).to_owned()).collect();
        let missing: Vec<_> = found.difference(&listed).collect();
        assert!(missing.is_empty(), "not in WRITTEN_BY_HAND: {missing:?}");
    }
}
