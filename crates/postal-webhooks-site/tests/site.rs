//! The site of the workspace: its pages, its links, and the paths of the schemas.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use postal_webhooks_codegen::{Model, Tree, read};
use postal_webhooks_site::{File, build, generate};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn tree() -> Tree {
    Tree::read(&root().join("schema")).unwrap()
}

fn site(tree: &Tree) -> (Model, Vec<File>) {
    let model = read(tree).unwrap_or_else(|error| panic!("{error}"));
    let files = generate(&root(), &model).unwrap();
    (model, files)
}

fn text<'a>(files: &'a [File], path: &str) -> &'a str {
    let file = files.iter().find(|file| file.path == path);
    &file.unwrap_or_else(|| panic!("there is no {path}")).text
}

#[test]
fn every_event_has_a_page_and_its_schemas_lie_at_their_ids() {
    let (model, files) = site(&tree());
    let mut ids = 0;
    for event in &model.events {
        let page = text(&files, &format!("events/{}.html", event.name));
        assert!(page.contains(&format!("<h1>{}</h1>", event.name)));
        let name = event.name.to_lowercase();
        let parts = ["payload", "request"].map(|part| format!("id=\"{name}-{part}\""));
        let parts = parts.each_ref().map(String::as_str);
        let order = ["<p>Sent ", "class=\"contents\"", parts[0], parts[1], "id=\"answer\""];
        let places = order.map(|part| page.find(part));
        assert!(page.contains("JSON Schema draft-07"), "{page}");
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
        assert!(page.contains("your-answer.html#retries"), "{page}");
    }
    for file in files.iter().filter(|file| file.path.ends_with(".schema.json")) {
        let id = file.text.split("\"$id\": \"").nth(1).and_then(|rest| rest.split('"').next());
        // The schema for generators is of no use at a path.
        let Some(id) = id else { continue };
        assert!(id.ends_with(&format!("/{}", file.path)), "{id} is not at {}", file.path);
        ids += 1;
    }
    assert!(ids >= 4 * model.events.len(), "{ids}");
    for name in ["index.json", "openapi.json", "asyncapi.json"] {
        let path = format!("schema/{}/{name}", model.version);
        text(&files, &path);
        // Who reads any page finds them.
        assert!(text(&files, "events/MessageSent.html").contains(&format!("href=\"../{path}\"")));
    }
}

#[test]
fn every_heading_has_an_anchor_and_none_skips_a_level() {
    let (_, files) = site(&tree());
    let mut count = 0;
    for File { path, text } in files.iter().filter(|file| file.text.starts_with("<!DOCTYPE html>"))
    {
        let mut above = 1;
        for heading in text.split("<h").skip(1) {
            let Some(level) = heading.chars().next().and_then(|c| c.to_digit(10)) else { continue };
            let heading = heading.split("</h").next().unwrap();
            assert!(level <= above + 1, "{path}: {heading} comes after a heading of level {above}");
            let id = heading.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next());
            let anchor = id.map(|id| format!("class=\"anchor\" href=\"#{id}\""));
            let is_linked = anchor.is_some_and(|anchor| heading.contains(&anchor));
            assert_eq!(is_linked, level > 1, "{path}: {heading}");
            above = level;
            count += 1;
        }
    }
    assert!(count > 150, "{count}");
}

#[test]
fn the_first_page_leads_to_every_kind_of_page() {
    let (model, files) = site(&tree());
    let page = text(&files, "index.html");
    let content = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap();
    for path in [
        "events",
        "try",
        "verify",
        "raw-body",
        "rust",
        "typescript",
        "python",
        "go",
        "java",
        "receiver",
        "debug",
        "from-django-anymail",
        "from-laravel-postal",
    ] {
        assert!(content.contains(&format!("href=\"{path}.html")), "{path}");
    }
    for name in ["openapi.json", "asyncapi.json", "index.json"] {
        let path = format!("schema/{}/{name}", model.version);
        assert!(content.contains(&format!("href=\"{path}\"")), "{path}");
    }
}

#[test]
fn every_event_has_code_in_five_languages() {
    let (model, files) = site(&tree());
    for event in &model.events {
        let page = text(&files, &format!("events/{}.html", event.name));
        let code = page.split("<h2 id=\"code\">").nth(1).unwrap();
        for tag in ["rust", "ts", "python", "go", "java"] {
            let block = format!("<code class=\"language-{tag}\">");
            let block = code.split(&block).nth(1).unwrap_or_else(|| panic!("{tag}: {code}"));
            let block = block.split("</code>").next().unwrap();
            assert!(block.to_lowercase().contains(&event.name.to_lowercase()), "{block}");
            assert!(block.contains("is not handled") && !block.contains("snippet:"), "{block}");
            for other in model.events.iter().filter(|other| other.name != event.name) {
                assert!(!block.contains(&other.name), "{}: {block}", event.name);
            }
        }
    }
}

#[test]
fn no_page_loads_anything_from_elsewhere() {
    let (_, files) = site(&tree());
    let pages: Vec<_> =
        files.iter().filter(|file| file.text.starts_with("<!DOCTYPE html>")).collect();
    assert!(pages.len() > 25, "{}", pages.len());
    let mut titles = BTreeSet::new();
    for File { path, text } in pages {
        for attribute in [" src=\"", "<link rel=\"stylesheet\" href=\"", "url("] {
            for value in text.split(attribute).skip(1) {
                assert!(
                    !value.starts_with("http") && !value.starts_with("//"),
                    "{path}: {value:.60}"
                );
            }
        }
        assert!(text.contains("default-src 'none'"), "{path}");
        assert!(text.contains("connect-src 'self'; base-uri 'none'"), "{path}");
        assert_eq!(text.contains("'nonce-"), path == "try.html", "{path}");
        assert!(!text.contains(" style="), "{path} has a style that its policy forbids");
        let title = text.split("<title>").nth(1).unwrap().split('<').next().unwrap();
        assert!(titles.insert(title.to_owned()), "two pages are called {title}");
        assert_eq!(text.matches("aria-current=\"page\"").count(), 1, "{path}");
    }
}

#[test]
fn the_site_is_written_and_what_was_there_goes() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("site");
    std::fs::create_dir(&out).unwrap();
    std::fs::write(out.join("old.html"), "").unwrap();
    let count = build(&root(), &out).unwrap_or_else(|error| panic!("{error:#}"));
    let (_, files) = site(&tree());
    assert_eq!(count, files.len());
    for File { path, text } in &files {
        assert_eq!(std::fs::read_to_string(out.join(path)).unwrap(), *text, "{path}");
    }
    assert!(!out.join("old.html").exists());
}

#[test]
fn a_new_event_under_schema_alone_has_a_page() {
    let mut tree = tree();
    let renamed: Vec<_> = tree
        .0
        .iter()
        .filter(|(path, _)| path.contains("SendLimitExceeded"))
        .map(|(path, bytes)| {
            let new = |text: &str| text.replace("SendLimitExceeded", "SendLimitReset");
            (new(path), new(std::str::from_utf8(bytes).unwrap()).into_bytes())
        })
        .collect();
    assert!(renamed.len() > 1);
    tree.0.extend(renamed);
    let (_, files) = site(&tree);
    let page = text(&files, "events/SendLimitReset.html");
    assert!(page.contains("SendLimitReset") && page.contains("schema/"), "{page}");
    // No handler has a part for it.
    assert!(!page.contains("id=\"code\""), "{page}");
    assert!(text(&files, "events.html").contains("events/SendLimitReset.html"));
    assert!(text(&files, "index.html").contains("events/SendLimitReset.html"));
    let search: serde_json::Value = serde_json::from_str(text(&files, "search.json")).unwrap();
    let entries = search.as_array().unwrap();
    let urls: Vec<_> = entries.iter().map(|entry| entry["url"].as_str().unwrap()).collect();
    assert!(urls.contains(&"events/SendLimitReset.html"), "{urls:?}");
    let tried = text(&files, "try.html");
    assert!(tried.contains("\"SendLimitReset\":{\"example\":\"{"), "it has no example to try");
}
