//! What the search box of the site finds: an entry for each page, and one for each of its headings.

use anyhow::Result;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde::Serialize;

use crate::documents::Page;
use crate::markdown::{headings, options};

/// A part of a page, from its heading to the next one.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Entry {
    /// Of the page.
    title: String,
    /// Empty for what stands before the first heading.
    heading: String,
    /// From the root of the site.
    url: String,
    /// The words of the part. Code that stands in a block of its own is left out: it is long, and its
    /// names stand in the words around it.
    text: String,
}

/// The file that the search box loads.
pub(crate) fn index(pages: &[Page]) -> Result<String> {
    let entries: Vec<Entry> = pages.iter().flat_map(entries).collect();
    Ok(serde_json::to_string(&entries)?)
}

fn entries(page: &Page) -> Vec<Entry> {
    let mut next = headings(&page.text).into_iter();
    let entry = |heading: String, url: String| Entry {
        title: page.title.clone(),
        heading,
        url,
        text: String::new(),
    };
    let mut entries = Vec::new();
    let mut current = entry(String::new(), page.path.clone());
    let mut is_heading = false;
    let mut is_code = false;
    for event in Parser::new_ext(&page.text, options()) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                let Some(heading) = next.next() else { continue };
                let url = format!("{}#{}", page.path, heading.id);
                entries.push(std::mem::replace(&mut current, entry(heading.text, url)));
                is_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => is_heading = false,
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(text) | Event::Code(text) if !is_heading && !is_code => {
                current.text.push_str(&text);
            }
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell) => {
                current.text.push(' ');
            }
            _ => {}
        }
    }
    entries.push(current);
    for entry in &mut entries {
        entry.text = entry.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Group;

    #[test]
    fn each_part_of_a_page_is_found_by_its_own_words() {
        let page = Page {
            path: "a/b.html".to_owned(),
            title: "A".to_owned(),
            group: Group::Start,
            text: "Of [all](x)\nparts.\n\n## One `two`\n| a | `b` |\n|---|---|\n| c | d |\n\n\
                   ```sh\nhidden\n```\n### Three\n"
                .to_owned(),
            source: String::new(),
        };
        let found: Vec<_> = entries(&page)
            .into_iter()
            .map(|Entry { heading, url, text, .. }| (heading, url, text))
            .collect();
        let expected = [
            ("", "a/b.html", "Of all parts."),
            ("One two", "a/b.html#one-two", "a b c d"),
            ("Three", "a/b.html#three", ""),
        ];
        let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(found, expected);
    }
}
