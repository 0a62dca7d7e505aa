//! Descriptions as Javadoc: HTML, in which nothing ends the comment or begins a tag by accident.

use std::fmt::Write as _;

/// A comment of one description, and of what stands behind it (`@param` …).
pub(super) fn comment(indent: &str, description: &str, tags: &[(String, String)]) -> String {
    let mut lines = html(description);
    if !tags.is_empty() {
        lines.push(String::new());
    }
    for (tag, description) in tags {
        let mut html = html(description).into_iter();
        lines.push(format!("{tag} {}", html.next().unwrap_or_default()));
        lines.extend(html.map(|line| if line.is_empty() { line } else { format!("    {line}") }));
    }
    if let [line] = lines.as_slice() {
        return format!("{indent}/** {line} */\n");
    }
    let mut text = format!("{indent}/**\n");
    for line in lines {
        // Writing into a string does not fail.
        let _ = match line.as_str() {
            "" => writeln!(text, "{indent} *"),
            line => writeln!(text, "{indent} * {line}"),
        };
    }
    let _ = writeln!(text, "{indent} */");
    text
}

/// The lines of a description, which has paragraphs and flat lists.
fn html(description: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut is_list, mut is_first) = (false, true);
    for line in description.lines().filter(|line| !line.is_empty()) {
        let item = line.strip_prefix("- ");
        match (item.is_some(), is_list) {
            (true, false) => lines.push("<ul>".to_owned()),
            (false, true) => lines.push("</ul>".to_owned()),
            _ => {}
        }
        is_list = item.is_some();
        match item {
            Some(item) => lines.push(format!("<li>{}</li>", inline(item))),
            None if is_first => lines.push(inline(line)),
            None => lines.extend([String::new(), format!("<p>{}</p>", inline(line))]),
        }
        is_first = false;
    }
    if is_list {
        lines.push("</ul>".to_owned());
    }
    lines
}

/// Code in backticks, links in `<>`, and text.
fn inline(line: &str) -> String {
    let mut html = String::new();
    let mut rest = line;
    while let Some((before, code, after)) = code(rest) {
        linked(before, &mut html);
        // Writing into a string does not fail.
        let _ = write!(html, "<code>{}</code>", escaped(code));
        rest = after;
    }
    linked(rest, &mut html);
    html
}

/// The first code of a text: as many backticks stand behind it as before it.
fn code(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find('`')?;
    let (before, rest) = text.split_at(start);
    let length = rest.bytes().take_while(|byte| *byte == b'`').count();
    let (fence, rest) = rest.split_at(length);
    let (code, after) = rest.split_once(fence)?;
    // A space holds the fence apart from a backtick of the code.
    let inner = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' '));
    Some((before, inner.filter(|_| length > 1).unwrap_or(code), after))
}

fn linked(text: &str, html: &mut String) {
    let mut rest = text;
    while let Some((before, link, after)) = link(rest) {
        let url = escaped(link);
        // Writing into a string does not fail.
        let _ = write!(html, "{}<a href=\"{url}\">{url}</a>", escaped(before));
        rest = after;
    }
    html.push_str(&escaped(rest));
}

fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("<http")?;
    let (link, after) = rest.split_once('>')?;
    let link = &text[before.len() + 1..before.len() + 5 + link.len()];
    Some((before, link, after))
}

/// The text with entities for what HTML, Javadoc or Java would read: `\u` too, which Java reads in
/// comments.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '@' | '{' | '}' | '\\' | '"' => {
                // Writing into a string does not fail.
                let _ = write!(html, "&#{};", u32::from(character));
            }
            '/' if html.ends_with('*') => html.push_str("&#47;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::{comment, inline};

    #[test]
    fn markdown_becomes_html_that_ends_no_comment() {
        for (markdown, html) in [
            ("a `b<c>` d", "a <code>b&lt;c&gt;</code> d"),
            (
                "see <https://example.com/a_b>.",
                "see <a href=\"https://example.com/a_b\">https://example.com/a_b</a>.",
            ),
            ("`` tick` `` and ``a`b``", "<code>tick`</code> and <code>a`b</code>"),
            ("`*/` and \\u002a/", "<code>*&#47;</code> and &#92;u002a/"),
            ("{@link x} & @see", "&#123;&#64;link x&#125; &amp; &#64;see"),
        ] {
            assert_eq!(inline(markdown), html);
        }
    }

    #[test]
    fn paragraphs_and_lists() {
        let text = comment("", "One.\n\nTwo:\n\n- a\n- b", &[("@param x".into(), "It.".into())]);
        expect_test::expect![[r"
            /**
             * One.
             *
             * <p>Two:</p>
             * <ul>
             * <li>a</li>
             * <li>b</li>
             * </ul>
             *
             * @param x It.
             */
        "]]
        .assert_eq(&text);
        assert_eq!(comment("  ", "One.", &[]), "  /** One. */\n");
    }
}
