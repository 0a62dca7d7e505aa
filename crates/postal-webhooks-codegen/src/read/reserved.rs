//! Names that a type of the schema cannot have, read from the code that exports the types: it has
//! them for other items, and those would hide the type.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use syn::{Item, UseTree};

/// Where the types are exported: the roots of the two crates.
const ROOTS: [&str; 2] = [
    include_str!("../../../postal-webhooks-types/src/lib.rs"),
    include_str!("../../../postal-webhooks/src/lib.rs"),
];

/// What the generated module has besides the types of the schema.
const GENERATED: [&str; 2] = ["Event", "EventKind"];

static TYPES: LazyLock<syn::Result<BTreeSet<String>>> = LazyLock::new(|| {
    let mut names = BTreeSet::new();
    for root in ROOTS {
        collect(&syn::parse_file(root)?.items, &mut names);
    }
    names.extend(GENERATED.map(str::to_owned));
    // `Timestamp` is written by hand in the crate, and stands for the file of that name.
    names.remove("Timestamp");
    Ok(names)
});

/// Whether a type of this name would be hidden, or is no name of a type in Rust; an error if the
/// crates' roots cannot be read.
pub(super) fn is_reserved(name: &str) -> Result<bool, String> {
    let names = TYPES.as_ref().map_err(ToString::to_string)?;
    let is_word = name.starts_with(|c: char| c.is_ascii_alphabetic());
    Ok(names.contains(name) || is_word && syn::parse_str::<syn::Ident>(name).is_err())
}

fn collect(items: &[Item], names: &mut BTreeSet<String>) {
    for item in items {
        match item {
            Item::Use(item) => of_use(&item.tree, names),
            Item::Struct(item) => _ = names.insert(item.ident.to_string()),
            Item::Enum(item) => _ = names.insert(item.ident.to_string()),
            Item::Trait(item) => _ = names.insert(item.ident.to_string()),
            Item::Type(item) => _ = names.insert(item.ident.to_string()),
            Item::Union(item) => _ = names.insert(item.ident.to_string()),
            // Modules, functions and macros are not in PascalCase, which types are.
            _ => {}
        }
    }
}

fn of_use(tree: &UseTree, names: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => of_use(&path.tree, names),
        UseTree::Name(name) => _ = names.insert(name.ident.to_string()),
        UseTree::Rename(rename) => _ = names.insert(rename.rename.to_string()),
        UseTree::Group(group) => group.items.iter().for_each(|tree| of_use(tree, names)),
        // What a glob brings is hidden by a name, and hides none.
        UseTree::Glob(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::is_reserved;

    #[test]
    fn exports_of_both_crates_are_reserved_and_other_names_are_not() {
        for name in ["Webhook", "Event", "EventKind", "PublicKey", "Verified", "Self"] {
            assert_eq!(is_reserved(name), Ok(true), "{name}");
        }
        for name in ["Timestamp", "From", "Strategy", "Option", "Message"] {
            assert_eq!(is_reserved(name), Ok(false), "{name}");
        }
    }
}
