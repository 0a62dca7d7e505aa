//! Reads the files of `common/` and `payloads/`.

use std::collections::BTreeSet;

use super::Files;
use super::description::description;
use super::shape::read_shape;
use super::violation::{At, Lint};
use crate::model::Type;

pub(super) struct Parsed {
    /// By name.
    pub types: Vec<Type>,
    /// The files that did not become a type: each has a violation of its own.
    pub unread: Vec<String>,
}

impl Parsed {
    pub(super) fn get(&self, name: &str) -> Option<&Type> {
        find(&self.types, name)
    }
}

fn find<'a>(types: &'a [Type], name: &str) -> Option<&'a Type> {
    let at = types.binary_search_by(|t| t.name.as_str().cmp(name)).ok()?;
    types.get(at)
}

pub(super) fn read(files: &Files, lint: &mut Lint) -> Parsed {
    let own: Vec<_> = files.iter().filter(|(path, _)| !path.starts_with("events/")).collect();
    let mut types = Vec::new();
    let mut unread = Vec::new();
    for (path, (stem, value)) in &own {
        let at = At::file(path);
        if let Some(shape) = read_shape(&at, stem, value, files, lint) {
            types.push(Type {
                name: stem.clone(),
                description: description(&at, value, lint),
                shape,
            });
        } else {
            description(&at, value, lint);
            unread.push((*path).clone());
        }
    }
    types.sort_by(|a, b| a.name.cmp(&b.name));
    check_cycles(files, &types, lint);
    Parsed { types, unread }
}

/// Refuses types that hold themselves: on the wire they would have no end.
fn check_cycles(files: &Files, types: &[Type], lint: &mut Lint) {
    for (path, (stem, _)) in files.iter().filter(|(path, _)| !path.starts_with("events/")) {
        let mut seen = BTreeSet::new();
        let mut todo = vec![stem.as_str()];
        while let Some(name) = todo.pop() {
            let refs = find(types, name).into_iter().flat_map(Type::refs);
            for reference in refs {
                if reference == stem {
                    lint.violation(
                        &At::file(path),
                        "ref-cycle",
                        format!("`{stem}` leads back to itself, by `{name}`"),
                        "leave out the `$ref` that closes the circle",
                    );
                    seen.clear();
                    todo.clear();
                    break;
                }
                if seen.insert(reference) {
                    todo.push(reference);
                }
            }
        }
    }
}
