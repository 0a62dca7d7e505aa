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

/// What the package exports besides the types of the schema; a test looks for what is missing here.
const RESERVED: [&str; 31] = [
    "Certainty",
    "Classification",
    "Classify",
    "Event",
    "Example",
    "ExampleOf",
    "Examples",
    "FailureKind",
    "Fault",
    "KeyError",
    "KeySet",
    "KeySetError",
    "KeysFromDKIMRecord",
    "KeysFromJWKS",
    "KeysFromPEM",
    "NewVerifier",
    "Option",
    "Parse",
    "ParseError",
    "PublicKey",
    "Reason",
    "SMTPReply",
    "Schemas",
    "Timestamp",
    "TimestampOf",
    "UnknownEvent",
    "Verified",
    "Verifier",
    "VerifyError",
    "Version",
    "Webhook",
];

/// What the names of its options and constants begin with.
const RESERVED_BEGINNINGS: [&str; 4] = ["AllowInsecure", "Fault", "Header", "Reason"];

fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name) || RESERVED_BEGINNINGS.iter().any(|start| name.starts_with(start))
}

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
        let mut names =
            Self { events: BTreeMap::new(), types: BTreeMap::new(), taken: BTreeSet::new() };
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
        if self.taken.contains(&free) || is_reserved(&free) {
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
    if let Some(one) = word.strip_suffix('s').filter(|one| INITIALISMS.contains(one)) {
        return format!("{}s", one.to_ascii_uppercase());
    }
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{INITIALISMS, RESERVED, exported, is_reserved};

    #[test]
    fn names_as_go_writes_them() {
        for (name, expected) in [
            ("message_id", "MessageID"),
            ("sent_with_ssl", "SentWithSSL"),
            ("ip_address", "IPAddress"),
            ("null_uuids", "NullUUIDs"),
            ("dns", "DNS"),
            ("camelCase", "CamelCase"),
            ("DomainDnsError", "DomainDNSError"),
            ("NotChecked", "NotChecked"),
            ("dark-blue", "DarkBlue"),
            ("4xx", "4xx"),
            ("a\"b", "AB"),
        ] {
            assert_eq!(exported(name), expected);
        }
        assert!(INITIALISMS.is_sorted() && RESERVED.is_sorted());
    }

    #[test]
    fn what_is_written_by_hand_is_reserved() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packages/go");
        let mut names = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            let is_go = path.extension().is_some_and(|extension| extension == "go");
            if !is_go || stem.ends_with("_gen") || stem.ends_with("_test") {
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            for name in text.lines().filter_map(exported_item) {
                assert!(is_reserved(name), "{name} of {stem}.go is not in RESERVED");
                names += 1;
            }
        }
        assert!(names > 50, "{names}");
    }

    /// The exported name that a line of Go declares for the package.
    fn exported_item(line: &str) -> Option<&str> {
        let mut items = ["type ", "func ", "const ", "var "].into_iter();
        let item = items.find_map(|item| line.strip_prefix(item));
        // In a group: `	Name Type = value`.
        let grouped = || line.strip_prefix('\t').filter(|line| line.contains(" = \""));
        let name = item.or_else(grouped)?;
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = &name[..end];
        name.starts_with(|c: char| c.is_ascii_uppercase()).then_some(name)
    }
}
