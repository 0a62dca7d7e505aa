//! Generator of the packages for other languages: their types by one module a language, and the
//! data that each of them holds.

mod go;
mod java;
mod python;
mod typescript;
mod versions;

pub(crate) use versions::stamped;

use crate::Folder;
use crate::model::Model;

/// Generates the folders of all packages; the schemas are copies of what `published` holds.
pub(super) fn generate(model: &Model, published: &Folder) -> Vec<Folder> {
    [typescript::generate, python::generate, go::generate, java::generate]
        .into_iter()
        .flat_map(|generate| generate(model, published))
        .collect()
}

/// The types of each language in one file that needs no package of ours, by the name of the file:
/// for who copies it.
pub(super) fn plain(model: &Model) -> Vec<(&'static str, String)> {
    vec![
        ("types.ts", typescript::one_file(model)),
        ("types.py", python::one_file(model)),
        ("types.go", go::plain::generate(model)),
        ("PostalWebhooks.java", java::plain::generate(model)),
    ]
}

/// What a file of plain types is, and what it is not.
pub(super) fn about_plain(model: &Model) -> String {
    format!(
        "Types of the webhooks of the Postal mail server, of the schemas {}.\n\n\
         They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes \
         before you parse them: the packages of postal-webhooks do, and read what forks write differently.",
        model.version
    )
}

/// What every package holds, since its users have nothing but its own files: the schemas of both
/// drafts, the examples, and the rules for replies.
fn data(model: &Model, published: &Folder) -> Vec<(String, String)> {
    let is_schema = |name: &&(String, String)| name.0.ends_with(".schema.json");
    let schemas = published.files.iter().filter(is_schema);
    let schemas = schemas.map(|(name, text)| (format!("schemas/{name}"), text.clone()));
    let examples = model.events.iter().flat_map(|event| {
        let path = |case: &str| format!("examples/{}/{case}.json", event.name);
        event.examples.iter().map(move |example| (path(&example.case), example.text.clone()))
    });
    let rules = published.get("delivery/rules.json");
    let rules = rules.map(|text| ("rules.json".to_owned(), text.to_owned()));
    schemas.chain(examples).chain(rules).collect()
}
