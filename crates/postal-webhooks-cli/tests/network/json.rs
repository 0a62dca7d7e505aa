//! The page `docs/json.md`: every key that a command prints stands there, and every key that stands
//! there is printed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use postal_webhooks::testing::example;
use serde_json::Value;

use crate::json_receiver;
use crate::program::{Folder, Running, SIGNER, command, ran};
use crate::receiver::{Receiver, status};

/// The keys of each section of the page.
fn documented() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let sections = include_str!("../../docs/json.md").split("\n## ").skip(1);
    let key = |line: &'static str| Some(line.strip_prefix("| `")?.split_once('`')?.0);
    let keys = |text: &'static str| {
        let (title, table) = text.split_once('\n').unwrap();
        (title, table.lines().filter_map(key).collect())
    };
    sections.map(keys).collect()
}

/// What was printed, by section.
pub(crate) struct Printed {
    documented: BTreeMap<&'static str, BTreeSet<&'static str>>,
    found: BTreeSet<(&'static str, &'static str)>,
    unknown: BTreeSet<(&'static str, String)>,
}

impl Printed {
    pub(crate) fn add(&mut self, section: &'static str, objects: &[Value]) {
        assert!(!objects.is_empty(), "{section} prints nothing");
        for object in objects {
            self.walk(section, "", object);
        }
    }

    fn walk(&mut self, section: &'static str, before: &str, object: &Value) {
        for (name, value) in object.as_object().expect("an object") {
            let path = format!("{before}{name}");
            let keys =
                self.documented.get(section).unwrap_or_else(|| panic!("no section {section}"));
            let any = format!("{before}*");
            if let Some(key) = keys.get(path.as_str()).or_else(|| keys.get(any.as_str())) {
                self.found.insert((section, key));
            } else if keys.iter().any(|key| key.starts_with(&format!("{path}."))) {
                self.walk(section, &format!("{path}."), value);
            } else if keys.iter().any(|key| key.starts_with(&format!("{path}[]."))) {
                for object in value.as_array().expect("a list") {
                    self.walk(section, &format!("{path}[]."), object);
                }
            } else {
                self.unknown.insert((section, path));
            }
        }
    }
}

#[test]
fn the_page_names_every_key_and_no_other() {
    let folder = Folder::new();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path(name), bytes).unwrap();
    let body = example("MessageSent", "typical").body;
    let request = SIGNER.sign(body);
    let headers = request.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
    let head = format!("POST / HTTP/1.1\r\n{}\r\n", headers.collect::<String>());
    let with_body = |body: &str| [head.as_bytes(), body.as_bytes()].concat();
    let text = std::str::from_utf8(body).unwrap();
    write("body.json", body);
    write("wrong.ndjson", format!("{text}\n{{\"event\":1}}\n{{\n").as_bytes());
    write("right.http", &with_body(text));
    write("rewritten.http", &with_body(&text.replace("\":", "\": ")));
    write("other.http", &with_body("another body"));
    write("failed.json", example("MessageDeliveryFailed", "typical").body);
    write("rejected.json", SIGNER.jwks().replacen('[', "[{\"kty\":\"EC\"},", 1).as_bytes());
    let receiver = Receiver::start(None, |_, _| status(200));
    let url = receiver.url.as_str();

    let mut printed =
        Printed { documented: documented(), found: BTreeSet::new(), unknown: BTreeSet::new() };
    let mut run = |section: &'static str, line: &str| {
        let line = line.replace("URL", url);
        let arguments: Vec<_> = ["--json"].into_iter().chain(line.split(' ')).collect();
        let ran = ran(command(&arguments).current_dir(folder.0.path()));
        printed.add(section, &ran.objects());
    };
    run("Every command", "verify --keys missing body.json");
    run("verify", "verify --keys jwks.json --request right.http");
    run("verify", "verify --keys jwks.json --request rewritten.http");
    run("verify", "verify --keys jwks.json --request other.http");
    run("keys show", "keys show rejected.json");
    run("keys fetch", "keys fetch jwks.json");
    run("keys pin", "keys pin jwks.json");
    run("validate", "validate --verbose --explain body.json wrong.ndjson");
    run("sample --list", "sample --list");
    run("sign", "sign --key key.pem body.json");
    run("classify", "classify failed.json body.json");
    run("types", "types typescript");
    run("types", "types java --output PostalWebhooks.java");
    run("doctor", "doctor URL");
    run("doctor --postal-sql", "doctor --postal-sql");
    run("send", "send URL --key key.pem");
    run("send", "send URL --replay right.http");
    run("send --dry-run", "send URL --dry-run");
    run("send --curl", "send URL --curl");
    run("mock-postal", "mock-postal URL --event MessageSent");
    for arguments in [
        &["--keys", "jwks.json", "--save", "captures", "--forward", url][..],
        &["--allow-unverified"],
        // Its folder is taken away.
        &["--keys", "jwks.json", "--save", "gone"],
    ] {
        let arguments =
            [&["--json", "listen", "--address", "127.0.0.1:0", "--count", "2"], arguments].concat();
        let listening = Running::of(command(&arguments).current_dir(folder.0.path()));
        let _ = std::fs::remove_dir(folder.path("gone"));
        let address = listening.ready("url");
        let address = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let ready = serde_json::from_str(&listening.ready).unwrap();
        let sent =
            ["send", &format!("http://{address}/"), "--key", "key.pem", "--event", "MessageSent"];
        ran(command(&sent).current_dir(folder.0.path()));
        let mut other = std::net::TcpStream::connect(address).unwrap();
        other.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
        let objects = listening.end().objects();
        assert_eq!(objects.len(), 2);
        printed.add("listen", &[&[ready], &objects[..]].concat());
    }
    json_receiver::add_all(&mut printed);

    assert_eq!(printed.unknown, BTreeSet::new(), "these keys are missing in docs/json.md");
    let all = printed.documented.iter();
    let all = all.flat_map(|(section, keys)| keys.iter().map(|key| (*section, *key)));
    let missing: Vec<_> = all.filter(|key| !printed.found.contains(key)).collect();
    assert_eq!(missing, [], "no run prints these keys of docs/json.md");
}
