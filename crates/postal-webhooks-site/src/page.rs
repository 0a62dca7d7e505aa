//! The frame that all pages have: head, navigation, contents.

use std::path::Path;

use anyhow::Result;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use postal_webhooks_codegen::{DIST, Model};

use crate::documents::Page;
use crate::markdown::{Heading, Rendered, Targets, anchor, code_block, render, up};
use crate::snippets::{HANDLERS, Handler};
use crate::{File, published, workbench};

/// Where the sources are.
const REPOSITORY: &str = "https://github.com/postal-webhooks/postal-webhooks";

/// What programs read of the schemas: the name of a link, and its file.
const PROGRAMS: [(&str, &str); 4] = [
    ("index of schemas and examples", "index.json"),
    ("OpenAPI", "openapi.json"),
    ("AsyncAPI", "asyncapi.json"),
    ("catalog for editors", "catalog.json"),
];

/// A group of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    Start,
    Events,
    Guides,
    Languages,
    Receiver,
    Tools,
}

impl Group {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Start, "What Postal sends"),
        (Self::Events, "Events"),
        (Self::Guides, "Guides"),
        (Self::Languages, "Languages"),
        (Self::Receiver, "Receiver"),
        (Self::Tools, "Tools"),
    ];
}

/// All pages as files.
pub(crate) fn files(root: &Path, model: &Model, pages: &[Page]) -> Result<Vec<File>> {
    let mut targets = Targets::new(pages, REPOSITORY);
    let programs: Vec<_> = PROGRAMS
        .into_iter()
        .map(|(name, file)| Ok((name, published(model, file)?)))
        .collect::<Result<_>>()?;
    for ((_, file), (_, path)) in PROGRAMS.iter().zip(&programs) {
        targets.add(format!("{DIST}/{file}"), path.clone());
    }
    let workbench = workbench::markup(root, model, pages)?;
    let file = |page: &Page| {
        let mut rendered = render(page, &targets);
        if let Some(event) = event(page) {
            let up = up(&page.path);
            let code = code(event, &up)?;
            let part =
                |id: &str, text: &str| Heading { level: 2, id: id.into(), text: text.into() };
            rendered.headings.extend(code.as_ref().map(|_| part("code", "Code")));
            rendered.headings.push(part("answer", "How to answer"));
            rendered.headings.push(part("schemas", "Schemas"));
            rendered.markup = html! {
                (rendered.markup)
                p { "Its signatures are cut short. " a href={ (up) (workbench::PATH) "?example=" (event) "#body" } { "Try this body" } ": change it, and read what is wrong." }
                @if let Some(code) = code { (code) }
                (answer(&up))
            };
        }
        if page.path == workbench::PATH {
            rendered.markup = html! { (rendered.markup) (workbench) };
        }
        let text = whole(model, pages, page, &rendered, &programs).into_string();
        Ok(File { path: page.path.clone(), text })
    };
    pages.iter().map(file).collect()
}

fn whole(
    model: &Model,
    pages: &[Page],
    page: &Page,
    rendered: &Rendered,
    programs: &[(&str, String)],
) -> Markup {
    let up = up(&page.path);
    let text = &rendered.markup.0;
    // What a page is about comes before the list of its parts.
    let (begin, parts) = text.split_at(text.find("<h2 ").unwrap_or(text.len()));
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy" content=(policy(page));
                meta name="referrer" content="no-referrer";
                title { (page.title) " · Postal webhooks" }
                link rel="stylesheet" href={ (up) "site.css" };
                script type="module" src={ (up) "site.js" } {}
                @if page.path == workbench::PATH { script type="module" src={ (up) "try.js" } {} }
                link rel="alternate" type="application/json" href={ (up) (programs[0].1) };
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                header {
                    a href={ (up) "index.html" } { "Postal webhooks" }
                    nav.main aria-label="Shortcuts" {
                        a href={ (up) "events.html" } { "Events" }
                        a href={ (up) (workbench::PATH) } { "Try it" }
                        a.menu href="#pages" { "All pages" }
                    }
                    (search())
                }
                div.columns {
                    (navigation(pages, page))
                    main id="main" tabindex="-1" {
                        h1 { (page.title) }
                        (PreEscaped(begin))
                        (contents(&rendered.headings))
                        (PreEscaped(parts))
                        (schemas(model, page, &up))
                    }
                }
                footer {
                    p {
                        "Version " (model.version) " of the schemas. For programs: "
                        @for (at, (name, path)) in programs.iter().enumerate() {
                            @if at > 0 { ", " }
                            a href={ (up) (path) } { (name) }
                        }
                        ". This page loads nothing from elsewhere."
                    }
                }
            }
        }
    }
}

/// What the browser lets a page do: load what lies beside it, and ask for what the search finds.
fn policy(page: &Page) -> String {
    let editor = if page.path == workbench::PATH {
        format!(" 'nonce-{}'", workbench::NONCE)
    } else {
        String::new()
    };
    format!(
        "default-src 'none'; style-src 'self'{editor}; script-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'none'"
    )
}

/// The search box. The script shows it: without one it would find nothing.
fn search() -> Markup {
    html! {
        div #search role="search" hidden {
            label for="search-text" { "Search" }
            input #search-text type="search" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="search-found" autocomplete="off" spellcheck="false" aria-keyshortcuts="/" placeholder="Press / to search";
            div #search-found role="listbox" aria-label="Found" hidden {}
            p #search-said .spoken role="status" {}
        }
    }
}

fn navigation(pages: &[Page], current: &Page) -> Markup {
    let up = up(&current.path);
    html! {
        nav.pages id="pages" aria-label="Pages" {
            @for (group, name) in Group::ALL {
                details open[group == current.group] {
                    summary { (name) }
                    ul {
                        @for page in pages.iter().filter(|page| page.group == group) {
                            li { a href={ (up) (page.path) } aria-current=[(page.path == current.path).then_some("page")] { (page.title) } }
                        }
                    }
                }
            }
        }
    }
}

/// The parts of a page, if it has several.
fn contents(headings: &[Heading]) -> Markup {
    let parts: Vec<_> = headings.iter().filter(|heading| heading.level <= 3).collect();
    html! {
        @if parts.len() > 2 {
            nav.contents aria-label="On this page" {
                ul { @for heading in parts { li class={ "level" (heading.level) } { a href={ "#" (heading.id) } { (heading.text) } } } }
            }
        }
    }
}

/// The event that a page is about.
fn event(page: &Page) -> Option<&str> {
    page.path.strip_prefix("events/")?.strip_suffix(".html")
}

/// A handler of an event in each language; nothing for an event that no handler has.
fn code(event: &str, up: &str) -> Result<Option<Markup>> {
    let shown = |handler: Handler| Ok(handler.shown(event)?.map(|text| (handler, text)));
    let shown: Vec<_> = HANDLERS
        .into_iter()
        .filter_map(|handler| shown(handler).transpose())
        .collect::<Result<_>>()?;
    if shown.is_empty() {
        return Ok(None);
    }
    Ok(Some(html! {
        h2 id="code" { "Code" (anchor("code")) }
        p {
            "Each of these is compiled, and run with all examples of the event. Give it what "
            a href={ (up) "verify.html" } { "a verifier" } " has accepted."
        }
        @for (Handler { language, file, page, tag, .. }, text) in &shown {
            @let id = format!("code-{tag}");
            details.language open[*file == HANDLERS[0].file] {
                summary { (language) }
                // A browser opens what is around the target of a link, and not the target itself.
                div id=(id) {
                    (code_block(tag, text))
                    p { a href={ (up) (page) } { "Install and use it in " (language) } (anchor(&id)) }
                }
            }
        }
    }))
}

/// How to answer, in short: it is the same for every event.
fn answer(up: &str) -> Markup {
    html! {
        h2 id="answer" { "How to answer" (anchor("answer")) }
        p {
            "Verify, store it, then answer 200 at once, also if you do not handle it. After any other answer Postal "
            a href={ (up) "your-answer.html#retries" } { "sends it again" } ". It can "
            a href={ (up) "your-answer.html#duplicates-and-order" } { "come twice" } ": drop one whose " code { "uuid" } " you have."
        }
    }
}

/// The schemas of an event.
fn schemas(model: &Model, page: &Page, up: &str) -> Markup {
    let name = event(page);
    let event = model.events.iter().find(|event| Some(&*event.name) == name);
    html! {
        @if let Some(event) = event {
            h2 id="schemas" { "Schemas" (anchor("schemas")) }
            ul {
                @for (folder, what) in [("events", "The whole body"), ("payloads", "The payload")] {
                    @for draft in ["2020-12", "draft-07"] {
                        @if let Ok(path) = published(model, &format!("{draft}/{folder}/{}.schema.json", event.name)) {
                            li { a href={ (up) (path) } { (what) ", JSON Schema " (draft) } }
                        }
                    }
                }
            }
        }
    }
}
