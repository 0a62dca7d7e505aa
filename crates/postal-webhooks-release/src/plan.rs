//! What would be published where, in which order, and how to undo each.

use crate::versions::{CRATES, Versions};

/// The plan, for people.
pub(super) fn text(versions: &Versions) -> String {
    let Versions { crates, schemas } = versions;
    let (crates_tag, schemas_tag) = versions.tags();
    let mut lines = vec![format!("The tag {schemas_tag} would publish, in this order:")];
    let mut step = |what: String, undo: &str| {
        lines.push(format!("  {what}\n      undo: {undo}"));
    };
    step(
        format!("schemas {schemas} and the site, to GitHub pages"),
        "release the commit before; a schema that was published never changes, so add a version",
    );
    step(
        format!("npm: postal-webhooks {schemas}"),
        &format!(
            "npm deprecate postal-webhooks@{schemas} \"use …\"; npm unpublish within 72 hours"
        ),
    );
    step(
        format!("PyPI: postal-webhooks {schemas}, wheel and sdist"),
        "yank the version on the project's page; it cannot be uploaded again",
    );
    step(
        format!("Go: the tag packages/go/v{schemas}"),
        &format!(
            "`retract v{schemas}` in packages/go/go.mod, then the next version; never move the tag"
        ),
    );
    step(
        format!(
            "Maven: io.github.postal-webhooks:postal-webhooks {schemas}, with sources and javadoc"
        ),
        "nothing can be undone; release the next version",
    );
    step(
        "the schemas as a tarball, and sums, as a GitHub release".to_owned(),
        &format!("gh release delete {schemas_tag}; the tag stays"),
    );
    lines.push(format!("The tag {crates_tag} would publish, in this order:"));
    for name in CRATES {
        lines.push(format!(
            "  cargo publish --package {name}\n      undo: cargo yank --version {crates} {name}"
        ));
    }
    lines.push(format!(
        "  command line {crates}, source, sums, list of dependencies, as a GitHub release\n      \
         undo: gh release delete {crates_tag}; the tag stays"
    ));
    lines.join("\n") + "\n"
}
