//! The dependencies of the command line, as SPDX 2.3 lists them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::rust;
use crate::source::{Release, run};

const ROOT: &str = "postal-webhooks-cli";

/// Name and version.
type Key = (String, String);

/// Writes the list beside the artifacts, and gives back its name.
pub(super) fn write(release: &Release, artifacts: &Path) -> Result<String> {
    let name = format!("postal-webhooks-{}.spdx.json", release.versions.crates);
    let tree = ["cargo", "tree", "--locked", "--package", ROOT, "--edges=normal,build"];
    let tree = run(&release.root, &[&tree[..], &["--prefix=none", "--format={p}"]].concat())?;
    let compiled: BTreeSet<Key> = tree.lines().filter_map(key).collect();
    let list = list(release, &compiled, &rust::metadata(release)?)?;
    let text = serde_json::to_string_pretty(&list)? + "\n";
    fs::write(artifacts.join(&name), text).with_context(|| format!("cannot write {name}"))?;
    Ok(name)
}

/// `name v1.2.3 (…)`, as `cargo tree` prints it.
fn key(line: &str) -> Option<Key> {
    let mut words = line.split(' ');
    Some((words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
}

fn list(release: &Release, compiled: &BTreeSet<Key>, metadata: &Value) -> Result<Value> {
    let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut ids = BTreeMap::new();
    let mut packages = BTreeMap::new();
    for package in array(&metadata["packages"]) {
        let key = (text(&package["name"]), text(&package["version"]));
        if compiled.contains(&key) {
            ids.insert(text(&package["id"]), key.clone());
            packages.insert(key.clone(), described(&key, package["license"].as_str()));
        }
    }
    let unknown: Vec<_> = compiled.iter().filter(|key| !packages.contains_key(key)).collect();
    anyhow::ensure!(unknown.is_empty(), "cargo metadata does not know {unknown:?}");
    let mut edges = BTreeSet::new();
    for node in array(&metadata["resolve"]["nodes"]) {
        let Some(from) = ids.get(&text(&node["id"])) else { continue };
        for dependency in array(&node["deps"]) {
            let is_compiled =
                array(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev");
            if let Some(to) = ids.get(&text(&dependency["pkg"])).filter(|_| is_compiled) {
                edges.insert((from.clone(), to.clone()));
            }
        }
    }
    let root = (ROOT.to_owned(), release.versions.crates.clone());
    let mut relationships = vec![relationship("SPDXRef-DOCUMENT", "DESCRIBES", &id(&root))];
    relationships.extend(edges.iter().map(|(a, b)| relationship(&id(a), "DEPENDS_ON", &id(b))));
    let name = format!("{ROOT}-{}", release.versions.crates);
    let project = "https://github.com/postal-webhooks/postal-webhooks";
    let namespace = format!("{project}/spdx/{name}-{}", release.commit);
    Ok(json!({
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": name,
        "documentNamespace": namespace,
        "creationInfo": { "created": release.created, "creators": ["Tool: cargo xtask release"] },
        "packages": packages.into_values().collect::<Vec<_>>(),
        "relationships": relationships,
    }))
}

fn described(key: &Key, licence: Option<&str>) -> Value {
    let (name, version) = key;
    // Old manifests write a slash for OR.
    let licence = licence.map_or("NOASSERTION".to_owned(), |text| {
        text.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
    });
    json!({
        "SPDXID": id(key),
        "name": name,
        "versionInfo": version,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": false,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": licence,
        "copyrightText": "NOASSERTION",
        "externalRefs": [{
            "referenceCategory": "PACKAGE-MANAGER",
            "referenceType": "purl",
            "referenceLocator": format!("pkg:cargo/{name}@{}", version.replace('+', "%2B")),
        }],
    })
}

/// Letters, digits, dots and hyphens alone.
fn id((name, version): &Key) -> String {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    format!("SPDXRef-{name}-{version}").replace(|c| !is_allowed(c), "-")
}

fn relationship(from: &str, kind: &str, to: &str) -> Value {
    json!({ "spdxElementId": from, "relationshipType": kind, "relatedSpdxElement": to })
}

#[cfg(test)]
mod tests {
    use super::{described, id, key};

    #[test]
    fn lines_of_the_tree() {
        let pair = |name: &str, version: &str| Some((name.to_owned(), version.to_owned()));
        assert_eq!(key("ring v0.17.14"), pair("ring", "0.17.14"));
        assert_eq!(key("serde_derive v1.0.228 (proc-macro) (*)"), pair("serde_derive", "1.0.228"));
        assert_eq!(key(""), None);
    }

    #[test]
    fn names_and_licences_as_spdx_allows_them() {
        let sqlite = key("libsqlite3_sys v0.38.0+3.51").unwrap();
        assert_eq!(id(&sqlite), "SPDXRef-libsqlite3-sys-0.38.0-3.51");
        let package = described(&sqlite, Some("MIT/Apache-2.0"));
        assert_eq!(package["licenseDeclared"], "MIT OR Apache-2.0");
        let locator = &package["externalRefs"][0]["referenceLocator"];
        assert_eq!(locator, "pkg:cargo/libsqlite3_sys@0.38.0%2B3.51");
        assert_eq!(described(&sqlite, None)["licenseDeclared"], "NOASSERTION");
    }
}
