//! Files that every schema tree has: the envelope, the facts of a request, and the pages.

use std::path::Path;

use postal_webhooks_codegen::Tree;

/// A tree with those of `tests/golden/facts`, where it has none of its own.
pub(crate) fn with_facts(mut tree: Tree) -> Tree {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/facts");
    let facts = Tree::read(&folder).unwrap_or_else(|error| panic!("{error:#}"));
    for (path, text) in facts.0 {
        tree.0.entry(path).or_insert(text);
    }
    tree
}
