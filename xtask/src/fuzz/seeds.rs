//! What the targets start from: the examples and invalid bodies of `schema/`, and the signed
//! vectors of the crate. They are made anew before each run, so a new example needs no copy.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

const VECTORS: &str = "crates/postal-webhooks/tests/vectors/signatures.json";

/// What JSON is made of, and the ends of its numbers and strings.
const TOKENS: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "null",
    "true",
    "false",
    "0",
    "-0.0",
    "1e400",
    "1e-400",
    "18446744073709551616",
    "-9223372036854775809",
    "1791288005.125",
    "\\u0000",
    "\\ud83d\\ude00",
    "\\ud800",
    "\\/",
    "\u{feff}",
    "\u{2028}",
    "\n",
];

/// One input to start from, by target and name.
struct Seed {
    target: &'static str,
    name: String,
    bytes: Vec<u8>,
}

/// Writes `<folder>/<target>/<name>` and `<folder>/json.dict`, and removes what was there.
pub(super) fn write(root: &Path, folder: &Path) -> Result<()> {
    let examples = bodies(&root.join("schema/examples"))?;
    let invalid = bodies(&root.join("schema/invalid"))?;
    let path = root.join(VECTORS);
    let vectors: Value = serde_json::from_slice(&read(&path)?)
        .with_context(|| format!("{} is not JSON", path.display()))?;

    let mut seeds = Vec::new();
    for (name, body) in &examples {
        of_example(name, body, &mut seeds)?;
    }
    for (name, file) in &invalid {
        let value: Value =
            serde_json::from_slice(file).with_context(|| format!("invalid/{name} is not JSON"))?;
        seed(&mut seeds, "parse", format!("invalid-{name}"), value["body"].to_string());
    }
    of_vectors(&vectors, &mut seeds).with_context(|| format!("{VECTORS} has another form"))?;

    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    for Seed { target, name, bytes } in &seeds {
        put(&folder.join(target).join(name), bytes)?;
    }
    put(&folder.join("json.dict"), dictionary(&seeds).as_bytes())
}

fn seed(seeds: &mut Vec<Seed>, target: &'static str, name: String, bytes: impl Into<Vec<u8>>) {
    let bytes = bytes.into();
    seeds.push(Seed { target, name, bytes });
}

fn of_example(name: &str, body: &[u8], seeds: &mut Vec<Seed>) -> Result<()> {
    seed(seeds, "parse", name.to_owned(), body);
    seed(seeds, "parse_write_parse", name.to_owned(), body);
    let value: Value =
        serde_json::from_slice(body).with_context(|| format!("examples/{name} is not JSON"))?;
    let payload = &value["payload"];
    seed(seeds, "parse", format!("payload-{name}"), payload.to_string());
    if let Some(output) = payload["output"].as_str() {
        let details = payload["details"].as_str().map(|details| format!("\0{details}"));
        let text = format!("{output}{}", details.unwrap_or_default());
        seed(seeds, "smtp_reply", name.to_owned(), text);
    }
    Ok(())
}

/// Signed requests and published keys, each as it is sent and in the forms that people have it in.
fn of_vectors(vectors: &Value, seeds: &mut Vec<Seed>) -> Option<()> {
    let mut entries = Vec::new();
    for installation in vectors.as_array()? {
        let bits = &installation["bits"];
        let (kid, jwks) = (installation["kid"].as_str()?, installation["jwks"].as_str()?);
        for case in installation["cases"].as_array()? {
            let (case_name, body) = (case["name"].as_str()?, case["body"].as_str()?);
            let sha1 = case["x_postal_signature"].as_str()?;
            let sha256 = case["x_postal_signature_256"].as_str()?;
            let kid = format!("X-Postal-Signature-Kid: {kid}\n");
            let sha1 = format!("X-Postal-Signature: {sha1}\n");
            let sha256 = format!("X-Postal-Signature-256: {sha256}\n");
            for (form, headers) in [
                ("whole", format!("{kid}{sha1}{sha256}")),
                ("without-kid", sha256),
                ("legacy", sha1),
            ] {
                let request = format!("{headers}\n{body}");
                seed(seeds, "verify", format!("{bits}-{case_name}-{form}"), request);
            }
        }
        seed(seeds, "jwks", format!("{bits}"), jwks);
        let document: Value = serde_json::from_str(jwks).ok()?;
        entries.extend(document["keys"].as_array()?.iter().cloned());

        let record = installation["dkim_txt"].as_str()?;
        let (start, rest) = record.split_at_checked(record.len() / 2)?;
        let base64 = record.split_once("p=")?.1.trim_end_matches(';');
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{base64}\n-----END PUBLIC KEY-----\n");
        for (form, text) in [
            ("record", record.to_owned()),
            ("zone", format!("postal._domainkey IN TXT ( \"{start}\" \"{rest}\" )")),
            ("pem", pem),
            ("base64", base64.to_owned()),
        ] {
            seed(seeds, "dkim_record", format!("{bits}-{form}"), text);
        }
    }
    let all = serde_json::json!({"keys": entries});
    seed(seeds, "jwks", "all".to_owned(), all.to_string());
    Some(())
}

/// A libFuzzer dictionary: the tokens of JSON, and the keys of every seed that is JSON.
fn dictionary(seeds: &[Seed]) -> String {
    let mut words: BTreeSet<String> = TOKENS.iter().map(|&token| token.to_owned()).collect();
    for seed in seeds {
        if let Ok(value) = serde_json::from_slice(&seed.bytes) {
            keys(&value, &mut words);
        }
    }
    let mut dictionary = String::new();
    for word in &words {
        dictionary.push('"');
        for byte in word.bytes() {
            let _ = match byte {
                b'"' | b'\\' => write!(dictionary, "\\{}", char::from(byte)),
                b' '..=b'~' => write!(dictionary, "{}", char::from(byte)),
                other => write!(dictionary, "\\x{other:02X}"),
            };
        }
        dictionary.push_str("\"\n");
    }
    dictionary
}

fn keys(value: &Value, words: &mut BTreeSet<String>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        words.insert(format!("\"{key}\":"));
        keys(value, words);
    }
    for item in value.as_array().into_iter().flatten() {
        keys(item, words);
    }
}

/// The files below a folder of `schema/`, as `<event>-<case>`.
fn bodies(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut bodies = Vec::new();
    for event in list(folder)? {
        for file in list(&event)? {
            bodies.push((format!("{}-{}", stem(&event), stem(&file)), read(&file)?));
        }
    }
    Ok(bodies)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).and_then(|entries| {
        let mut paths = Vec::new();
        for entry in entries {
            paths.push(entry?.path());
        }
        paths.sort();
        Ok(paths)
    });
    entries.with_context(|| format!("cannot read {}", folder.display()))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    let parent = path.parent().map_or(Ok(()), fs::create_dir_all);
    parent
        .and_then(|()| fs::write(path, bytes))
        .with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{Seed, dictionary};

    #[test]
    fn a_dictionary_is_what_libfuzzer_reads() {
        let seed =
            |bytes: &[u8]| Seed { target: "parse", name: String::new(), bytes: bytes.to_vec() };
        let dictionary = dictionary(&[seed(br#"[{"spam_status":{}}]"#), seed(b"\xff")]);
        for line in
            [r#""\"spam_status\":""#, r#""{""#, r#""\\u0000""#, r#""\xEF\xBB\xBF""#, r#""\x0A""#]
        {
            assert!(dictionary.lines().any(|other| other == line), "{line}");
        }
    }
}
