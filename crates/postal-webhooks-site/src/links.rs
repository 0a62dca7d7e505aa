//! Follows every link of the site to the file and the anchor that it names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use crate::File;

/// A link that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The page that it is on.
    pub page: String,
    /// As it stands there.
    pub link: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.page, self.link)
    }
}

/// The links of the pages that lead to no file or no anchor of the site.
pub(crate) fn broken(files: &[File]) -> Vec<Broken> {
    let anchors: BTreeMap<&str, BTreeSet<&str>> =
        files.iter().map(|file| (&*file.path, values(file, " id=\"").collect())).collect();
    let mut broken = Vec::new();
    for file in files.iter().filter(|file| is_page(file)) {
        for link in values(file, " href=\"") {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            // The script of a page reads the query.
            let path = path.split('?').next().unwrap_or_default();
            let path = if path.is_empty() { file.path.clone() } else { resolve(&file.path, path) };
            let there = anchors.get(&*path);
            if there.is_none_or(|ids| !anchor.is_empty() && !ids.contains(anchor)) {
                broken.push(Broken { page: file.path.clone(), link: link.to_owned() });
            }
        }
    }
    broken
}

fn is_page(file: &File) -> bool {
    Path::new(&file.path).extension().is_some_and(|end| end == "html")
}

/// The values of an attribute of a page.
fn values<'a>(file: &'a File, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    let text = if is_page(file) { &*file.text } else { "" };
    text.split(attribute).skip(1).filter_map(|rest| rest.split('"').next())
}

fn resolve(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_needs_its_file_and_its_anchor() {
        let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
        let files = [
            file(
                "index.html",
                r#"<a href="a/b.html?d=e#c"> <a href="a/b.html#d"> <a href="none.html">"#,
            ),
            file(
                "a/b.html",
                r##"<p id="c"> <a href="#c"> <a href="../index.html"> <a href="#e">"##,
            ),
        ];
        let found: Vec<_> = broken(&files).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["index.html: a/b.html#d", "index.html: none.html", "a/b.html: #e"]);
    }
}
