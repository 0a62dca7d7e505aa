//! HTML of Markdown: headings with anchors, code that can be copied, links within the site.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, PreEscaped, Render as _, html};
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use crate::documents::{Page, slug};
use crate::table::table;

/// A heading of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) level: usize,
    pub(crate) id: String,
    pub(crate) text: String,
}

/// A page as HTML.
#[derive(Debug)]
pub(crate) struct Rendered {
    pub(crate) markup: Markup,
    pub(crate) headings: Vec<Heading>,
}

/// Where links of documents lead on the site.
#[derive(Debug)]
pub(crate) struct Targets {
    /// Of each heading of a document: the page that has it, with the anchor there.
    anchors: BTreeMap<(String, String), String>,
    /// Of each document: the page that begins it.
    documents: BTreeMap<String, String>,
    /// Where files of the workspace are shown that are not on the site.
    repository: String,
}

impl Targets {
    pub(crate) fn new(pages: &[Page], repository: &str) -> Self {
        let (mut anchors, mut documents) = (BTreeMap::new(), BTreeMap::new());
        for page in pages {
            documents.entry(page.source.clone()).or_insert_with(|| page.path.clone());
            let mut add = |id: String, to: String| {
                anchors.entry((page.source.clone(), id)).or_insert(to);
            };
            add(slug(&page.title), page.path.clone());
            for Heading { id, .. } in headings(&page.text) {
                let to = format!("{}#{id}", page.path);
                add(id, to);
            }
        }
        Self { anchors, documents, repository: repository.to_owned() }
    }

    /// Has links to a file of the workspace lead to where the site has it.
    pub(crate) fn add(&mut self, source: String, path: String) {
        self.documents.insert(source, path);
    }

    /// The link of a page that a link of its document becomes.
    fn link(&self, page: &Page, target: &str) -> String {
        if target.contains("://") || target.starts_with("mailto:") {
            return target.to_owned();
        }
        let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
        let source = if file.is_empty() { page.source.clone() } else { joined(&page.source, file) };
        match (self.anchors.get(&(source.clone(), anchor.to_owned())), self.documents.get(&source))
        {
            (Some(to), _) => format!("{}{to}", up(&page.path)),
            // An anchor that is not there is found with the links of the whole site.
            (None, Some(path)) if !anchor.is_empty() => {
                format!("{}{path}#{anchor}", up(&page.path))
            }
            (None, Some(path)) => format!("{}{path}", up(&page.path)),
            (None, None) => format!("{}/blob/main/{source}", self.repository),
        }
    }
}

/// From a page to the root of the site.
pub(crate) fn up(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// A path beside a file, without `..`.
fn joined(file: &str, path: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// The headings of a text, with ids that stand once.
pub(crate) fn headings(text: &str) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    let mut current: Option<(usize, String)> = None;
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                current = Some((level as usize, String::new()));
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, heading)) = &mut current {
                    heading.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let Some((level, text)) = current.take() else { continue };
                let plain = slug(&text);
                let mut id = plain.clone();
                for number in 1.. {
                    if ids.insert(id.clone()) {
                        break;
                    }
                    id = format!("{plain}-{number}");
                }
                found.push(Heading { level, id, text });
            }
            _ => {}
        }
    }
    found
}

/// Makes HTML of a page.
pub(crate) fn render(page: &Page, targets: &Targets) -> Rendered {
    let headings = headings(&page.text);
    let mut next = headings.iter();
    let mut ids: BTreeSet<String> = headings.iter().map(|heading| heading.id.clone()).collect();
    let mut section = "";
    let mut table_from = 0;
    // In the documents of crates, what has no target is an item of the crate.
    let item =
        |link: BrokenLink<'_>| Some((CowStr::from(format!("item:{}", link.reference)), "".into()));
    let parser = Parser::new_with_broken_link_callback(&page.text, options(), Some(item));
    let mut events = Vec::new();
    let mut code: Option<(String, String)> = None;
    let mut is_item = false;
    for event in parser {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split([',', ' ']).next().unwrap_or_default()
                    }
                    CodeBlockKind::Indented => "",
                };
                code = Some((language.to_owned(), String::new()));
            }
            Event::Text(text) if code.is_some() => {
                if let Some((_, body)) = &mut code {
                    body.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((language, body)) = code.take() {
                    events.push(html_event(code_block(&language, &body)));
                }
            }
            Event::Start(Tag::Heading { level, .. }) => {
                section = next.next().map_or("", |heading| &heading.id);
                let level = level as usize;
                events.push(raw(format!("<h{level} id=\"{section}\">")));
            }
            Event::End(TagEnd::Heading(level)) => {
                events.push(html_event(anchor(section)));
                events.push(raw(format!("</h{}>\n", level as usize)));
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                if dest_url.starts_with("item:") {
                    is_item = true;
                } else {
                    let to = targets.link(page, &dest_url);
                    events.push(html_event(PreEscaped(opened(&to))));
                }
            }
            Event::End(TagEnd::Link) => {
                if !std::mem::take(&mut is_item) {
                    events.push(raw("</a>".to_owned()));
                }
            }
            Event::Start(Tag::Table(_)) => table_from = events.len(),
            Event::End(TagEnd::Table) => {
                let inner = events.split_off(table_from);
                events.push(html_event(table(inner, section, &mut ids)));
            }
            // A document of ours has comments alone.
            Event::Html(_) | Event::InlineHtml(_) => {}
            event => events.push(event),
        }
    }
    let mut text = String::new();
    pulldown_cmark::html::push_html(&mut text, events.into_iter());
    Rendered { markup: PreEscaped(text), headings }
}

/// The link of a heading to itself, on one line with the last word.
pub(crate) fn anchor(id: &str) -> Markup {
    html! { "\u{a0}" a.anchor href={ "#" (id) } aria-label="Link to this part" { "#" } }
}

fn opened(to: &str) -> String {
    let mut text = "<a href=\"".to_owned();
    to.render_to(&mut text);
    text.push_str("\">");
    text
}

fn raw(text: String) -> Event<'static> {
    Event::Html(text.into())
}

fn html_event(markup: Markup) -> Event<'static> {
    raw(markup.into_string())
}

/// Code that can be copied.
pub(crate) fn code_block(language: &str, body: &str) -> Markup {
    // Lines that rustdoc hides.
    let is_hidden = |line: &str| language == "rust" && (line == "#" || line.starts_with("# "));
    let shown: String =
        body.split_inclusive('\n').filter(|line| !is_hidden(line.trim_end())).collect();
    html! { div.code { pre tabindex="0" { code class=[(!language.is_empty()).then(|| format!("language-{language}"))] { (shown) } } } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Group;

    fn page(path: &str, title: &str, source: &str, text: &str) -> Page {
        let (path, title, source) = (path.to_owned(), title.to_owned(), source.to_owned());
        Page { path, title, group: Group::Start, text: text.to_owned(), source }
    }

    #[test]
    fn links_of_documents_lead_to_pages_headings_and_sources() {
        let text = "[a](#two) [b](#part) [c](other.md) [d](../x/other.md#deep) [e](src/lib.rs) \
                    [f](https://example.com) [`Item`] [g](#lost)\n";
        let pages = [
            page("events/One.html", "One", "a/all.md", text),
            page("two.html", "Two", "a/all.md", "## Part\n"),
            page("other.html", "Other", "a/other.md", ""),
            page("deep.html", "X", "x/other.md", "## Deep\n"),
        ];
        let rendered = render(&pages[0], &Targets::new(&pages, "https://sources")).markup;
        assert_eq!(
            rendered.into_string(),
            "<p><a href=\"../two.html\">a</a> <a href=\"../two.html#part\">b</a> \
             <a href=\"../other.html\">c</a> <a href=\"../deep.html#deep\">d</a> \
             <a href=\"https://sources/blob/main/a/src/lib.rs\">e</a> \
             <a href=\"https://example.com\">f</a> <code>Item</code> \
             <a href=\"../events/One.html#lost\">g</a></p>\n"
        );
    }

    #[test]
    fn headings_have_anchors_and_code_hides_what_rustdoc_hides() {
        let text =
            "## A `b`\n## A `b`\n```rust,no_run\n# hidden();\n#[shown]\nfn a() {}\n#\n```\n<b>";
        let pages = [page("a.html", "A", "a.md", text)];
        let rendered = render(&pages[0], &Targets::new(&pages, ""));
        let ids: Vec<_> = rendered.headings.iter().map(|heading| &*heading.id).collect();
        assert_eq!(ids, ["a-b", "a-b-1"]);
        let html = rendered.markup.into_string();
        assert!(
            html.contains("<h2 id=\"a-b-1\">A <code>b</code>\u{a0}<a class=\"anchor\""),
            "{html}"
        );
        assert!(
            html.contains("<code class=\"language-rust\">#[shown]\nfn a() {}\n</code>"),
            "{html}"
        );
        assert!(!html.contains("<b>"), "{html}");
    }
}
