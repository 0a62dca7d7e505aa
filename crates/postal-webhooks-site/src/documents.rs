//! Documents of the workspace as pages of the site.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use postal_webhooks_codegen::{DIST, Folder, Model, find};

use crate::guides;
use crate::page::Group;
use crate::workbench;

/// A page before it is HTML.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// From the root of the site.
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) group: Group,
    /// Without the heading that is the title.
    pub(crate) text: String,
    /// The document that it is of, from the root of the workspace.
    pub(crate) source: String,
}

/// Documents that are pages as they are: source, path, what the page is called, group.
const WHOLE: [(&str, &str, &str, Group); 18] = [
    (
        "crates/postal-webhooks-site/guides/verify.md",
        "verify.html",
        "Verify in each language",
        Group::Guides,
    ),
    (
        "crates/postal-webhooks-site/guides/raw-body.md",
        "raw-body.html",
        "The raw body in each framework",
        Group::Guides,
    ),
    (
        "crates/postal-webhooks-cli/docs/debug-a-webhook.md",
        "debug.html",
        "A webhook that does not arrive",
        Group::Guides,
    ),
    (
        "crates/postal-webhooks-cli/docs/test-your-handler-in-ci.md",
        "test-in-ci.html",
        "Test a handler in CI",
        Group::Guides,
    ),
    (
        "crates/postal-webhooks-site/guides/from-django-anymail.md",
        "from-django-anymail.html",
        "Move from django-anymail",
        Group::Guides,
    ),
    (
        "crates/postal-webhooks-site/guides/from-laravel-postal.md",
        "from-laravel-postal.html",
        "Move from laravel-postal",
        Group::Guides,
    ),
    ("crates/postal-webhooks/README.md", "rust.html", "Rust", Group::Languages),
    (
        "crates/postal-webhooks-types/README.md",
        "rust-types.html",
        "Rust: the types alone",
        Group::Languages,
    ),
    ("packages/npm/README.md", "typescript.html", "TypeScript", Group::Languages),
    ("packages/python/README.md", "python.html", "Python", Group::Languages),
    ("packages/go/README.md", "go.html", "Go", Group::Languages),
    ("packages/java/README.md", "java.html", "Java", Group::Languages),
    (
        "crates/postal-webhooks-receiver/README.md",
        "receiver.html",
        "Run the receiver",
        Group::Receiver,
    ),
    (
        "crates/postal-webhooks-receiver/docs/operations.md",
        "operations.html",
        "Operations",
        Group::Receiver,
    ),
    (
        "crates/postal-webhooks-receiver/docs/shapes.md",
        "shapes.html",
        "Several receivers",
        Group::Receiver,
    ),
    ("crates/postal-webhooks-cli/README.md", "command-line.html", "Command line", Group::Tools),
    (
        "crates/postal-webhooks-cli/docs/five-failures.md",
        "five-failures.html",
        "Five failures",
        Group::Tools,
    ),
    (
        "crates/postal-webhooks-cli/docs/look-at-a-capture.md",
        "captures.html",
        "Look at a capture",
        Group::Tools,
    ),
];

/// The document of the events, which is cut into pages.
const EVENTS: &str = "events.md";

/// What the first page has after the begin of that document.
const START: &str = include_str!("assets/start.md");

/// All pages, in the order of the navigation.
pub(crate) fn pages(root: &Path, model: &Model, generated: &[Folder]) -> Result<Vec<Page>> {
    let source = format!("{DIST}/{EVENTS}");
    let events = find(generated, &source).with_context(|| format!("there is no {source}"))?;
    let mut pages = of_events(events, &source, model)?;
    pages.push(workbench::page()?);
    for (source, path, title, group) in WHOLE {
        let text = fs::read_to_string(root.join(source))
            .with_context(|| format!("cannot read {source}; take it from git"))?;
        let (_, text) = titled(&text).with_context(|| format!("{source} has no title"))?;
        let text = guides::filled(root, text).with_context(|| format!("in {source}"))?;
        pages.push(Page {
            path: path.to_owned(),
            title: title.to_owned(),
            group,
            text,
            source: source.to_owned(),
        });
    }
    Ok(pages)
}

/// Cuts the document of the events: its begin, a page for each of its parts, and one for each event.
fn of_events(text: &str, source: &str, model: &Model) -> Result<Vec<Page>> {
    let (title, text) = titled(text).with_context(|| format!("{source} has no title"))?;
    let mut parts = parts(text, "## ").into_iter();
    let (_, begin) = parts.next().context("it is empty")?;
    let page = |path: String, title: &str, group, text: &str| Page {
        path,
        title: title.to_owned(),
        group,
        text: promoted(text),
        source: source.to_owned(),
    };
    let start = format!("{begin}\n{START}");
    let mut pages = vec![page("index.html".to_owned(), title, Group::Start, &start)];
    for (title, text) in parts {
        if title != "Events" {
            pages.push(page(format!("{}.html", slug(title)), title, Group::Start, text));
            continue;
        }
        let mut events = self::parts(text, "### ").into_iter();
        let (_, list) = events.next().context("it has no events")?;
        pages.push(page("events.html".to_owned(), title, Group::Events, list));
        for (name, text) in events {
            pages.push(page(format!("events/{name}.html"), name, Group::Events, text));
        }
    }
    let missing = model.events.iter().find(|event| {
        let path = format!("events/{}.html", event.name);
        !pages.iter().any(|page| page.path == path)
    });
    match missing {
        Some(event) => anyhow::bail!("{source} has no part of its own for {}", event.name),
        None => Ok(pages),
    }
}

/// The title of a document, which is its first heading, and the rest.
fn titled(text: &str) -> Option<(&str, &str)> {
    let (_, rest) = text.split_once("# ").filter(|(before, _)| {
        before.is_empty() || before.trim_start().starts_with("<!--") && before.ends_with('\n')
    })?;
    rest.split_once('\n')
}

/// The parts of a text by headings of one level. The first has none.
fn parts<'a>(text: &'a str, heading: &str) -> Vec<(&'a str, &'a str)> {
    let mut parts = Vec::new();
    let (mut title, mut from, mut at) = ("", 0, 0);
    let mut is_code = false;
    for line in text.split_inclusive('\n') {
        if line.starts_with("```") {
            is_code = !is_code;
        } else if let Some(next) = line.strip_prefix(heading).filter(|_| !is_code) {
            parts.push((title, &text[from..at]));
            (title, from) = (next.trim_end(), at + line.len());
        }
        at += line.len();
    }
    parts.push((title, &text[from..]));
    parts
}

/// A part as a page of its own: its largest headings come next to the title.
fn promoted(text: &str) -> String {
    let mut levels = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        is_code ^= line.starts_with("```");
        let level = line.len() - line.trim_start_matches('#').len();
        let is_heading = !is_code && line[level..].starts_with(' ');
        levels.push(if is_heading { level } else { 0 });
    }
    let largest = levels.iter().copied().filter(|&level| level > 0).min().unwrap_or(2);
    let lines = text.split_inclusive('\n').zip(levels);
    lines
        .map(|(line, level)| if level > 0 { &line[largest.saturating_sub(2)..] } else { line })
        .collect()
}

/// What a heading is called in a link, as on GitHub.
pub(crate) fn slug(heading: &str) -> String {
    let letters = heading.chars().filter_map(|c| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c if c.is_alphanumeric() => Some(c),
        _ => None,
    });
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_cut_by_its_headings() {
        let text = "begin\n## One\na\n```sh\n## no heading\n```\n## Two, and `three`\nb";
        assert_eq!(
            parts(text, "## "),
            [("", "begin\n"), ("One", "a\n```sh\n## no heading\n```\n"), ("Two, and `three`", "b")]
        );
        assert_eq!(titled("<!-- generated -->\n\n# Title\nrest"), Some(("Title", "rest")));
        assert_eq!(titled("# Title\nrest"), Some(("Title", "rest")));
        assert_eq!(titled("text # no title\nrest"), None);
    }

    #[test]
    fn the_largest_headings_of_a_part_come_next_to_its_title() {
        let text = "a\n#### One\n```sh\n# no heading\n```\n##### Two\n#no\n";
        assert_eq!(promoted(text), "a\n## One\n```sh\n# no heading\n```\n### Two\n#no\n");
        assert_eq!(promoted("## One\n"), "## One\n");
    }

    #[test]
    fn headings_are_called_as_on_github() {
        assert_eq!(slug("What Postal's own page leaves out"), "what-postals-own-page-leaves-out");
        assert_eq!(slug("`DeliveryStatus` values"), "deliverystatus-values");
    }
}
