//! Seeds of the fuzz targets, from the examples and invalid bodies of `schema/` and the
//! signed vectors.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use postal_webhooks_codegen::model::{Example, Invalid};
use postal_webhooks_codegen::{Tree, read};
use serde_json::Value;

const VECTORS: &str = "crates/postal-webhooks/tests/vectors/signatures.json";

/// One input to start from, by target and name.
struct Seed {
    target: &'static str,
    name: String,
    bytes: Vec<u8>,
}

/// Writes `<folder>/<target>/<name>`, and removes what was there.
pub(super) fn write(root: &Path, folder: &Path) -> Result<()> {
    let model = read(&Tree::read(&root.join("schema"))?)?;
    let path = root.join(VECTORS);
    let vectors = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let vectors: Value =
        serde_json::from_slice(&vectors).with_context(|| format!("{VECTORS} is not JSON"))?;

    let mut seeds = Vec::new();
    for event in &model.events {
        for example in &event.examples {
            of_example(&format!("{}-{}", event.name, example.case), example, &mut seeds);
        }
        for Invalid { case, body, .. } in &event.invalid {
            for target in ["parse", "reader_serde", "validate_schema"] {
                let name = format!("invalid-{}-{case}", event.name);
                seed(&mut seeds, target, name, body.to_string());
            }
        }
    }
    of_vectors(&vectors, &mut seeds).with_context(|| format!("{VECTORS} has another form"))?;

    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    for Seed { target, name, bytes } in &seeds {
        put(&folder.join(target).join(name), bytes)?;
    }
    Ok(())
}

fn seed(seeds: &mut Vec<Seed>, target: &'static str, name: String, bytes: impl Into<Vec<u8>>) {
    let bytes = bytes.into();
    seeds.push(Seed { target, name, bytes });
}

fn of_example(name: &str, example: &Example, seeds: &mut Vec<Seed>) {
    for target in ["parse", "parse_write_parse", "reader_serde", "validate_schema"] {
        seed(seeds, target, name.to_owned(), example.text.as_str());
    }
    let payload = &example.body["payload"];
    for target in ["parse", "reader_serde"] {
        seed(seeds, target, format!("payload-{name}"), payload.to_string());
    }
    if let Some(output) = payload["output"].as_str() {
        let details = payload["details"].as_str().map(|details| format!("\0{details}"));
        let text = format!("{output}{}", details.unwrap_or_default());
        seed(seeds, "smtp_reply", name.to_owned(), text);
    }
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

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    let parent = path.parent().map_or(Ok(()), fs::create_dir_all);
    parent
        .and_then(|()| fs::write(path, bytes))
        .with_context(|| format!("cannot write {}", path.display()))
}
