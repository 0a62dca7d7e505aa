//! Tables: each cell knows its column, as a phone shows a row as a list; and a row that is about one
//! name has an anchor.

use std::collections::BTreeSet;

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{Event, Tag, TagEnd};

type Cell<'a> = Vec<Event<'a>>;

/// HTML of what stands between the begin and the end of a table. `section` is the heading above it,
/// and `ids` are the anchors that the page has.
pub(crate) fn table(events: Vec<Event<'_>>, section: &str, ids: &mut BTreeSet<String>) -> Markup {
    let mut rows = rows(events).into_iter();
    let head = rows.next().unwrap_or_default();
    let names: Vec<String> = head.iter().map(|cell| words(cell)).collect();
    // Roles, because what is shown as a block is no table to some screen readers.
    html! {
        div.table tabindex="0" {
            table role="table" {
                thead role="rowgroup" {
                    tr role="row" {
                        @for cell in head {
                            // A heading without words is none.
                            @if cell.is_empty() { td role="cell" {} }
                            @else { th role="columnheader" { (inner(cell)) } }
                        }
                    }
                }
                tbody role="rowgroup" {
                    @for row in rows {
                        @let id = anchor(&row, section).filter(|id| ids.insert(id.clone()));
                        tr role="row" id=[id.as_deref()] {
                            @for (at, cell) in row.into_iter().enumerate() {
                                td role="cell" data-name=[names.get(at).filter(|name| !name.is_empty())] {
                                    @match (&id, at) {
                                        (Some(id), 0) => a.row href={ "#" (id) } { (inner(cell)) },
                                        _ => (inner(cell)),
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn rows(events: Vec<Event<'_>>) -> Vec<Vec<Cell<'_>>> {
    let mut rows: Vec<Vec<Cell<'_>>> = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                if let Some(row) = rows.last_mut() {
                    row.push(Vec::new());
                }
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell) => {}
            event => {
                if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.push(event);
                }
            }
        }
    }
    rows
}

/// The anchor of a row whose first cell is a name and nothing else.
fn anchor(row: &[Cell<'_>], section: &str) -> Option<String> {
    let [Event::Code(name)] = row.first()?.as_slice() else { return None };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let name: String = name.chars().filter(|&c| is_plain(c)).collect();
    let section = if section.is_empty() { String::new() } else { format!("{section}.") };
    (!name.is_empty()).then(|| format!("{section}{name}"))
}

fn inner(cell: Cell<'_>) -> Markup {
    let mut text = String::new();
    pulldown_cmark::html::push_html(&mut text, cell.into_iter());
    PreEscaped(text)
}

fn words(cell: &[Event<'_>]) -> String {
    let texts = cell.iter().filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(&**text),
        _ => None,
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::Parser;

    use super::*;
    use crate::markdown::options;

    #[test]
    fn a_cell_knows_its_column_and_a_row_of_one_name_has_an_anchor() {
        let text = "| field | |\n|---|---|\n| `a.b` | `c` |\n| `a.b` | d |\n| `e` and f | <g> |\n";
        let mut events: Vec<_> = Parser::new_ext(text, options()).collect();
        events.remove(0);
        events.pop();
        let html = table(events, "part", &mut BTreeSet::new()).into_string();
        let body = html.split("<tbody role=\"rowgroup\">").nth(1).unwrap();
        assert!(html.contains("<th role=\"columnheader\">field</th><td role=\"cell\"></td>"));
        assert!(
            body.starts_with(
                "<tr role=\"row\" id=\"part.a.b\"><td role=\"cell\" data-name=\"field\">\
                 <a class=\"row\" href=\"#part.a.b\"><code>a.b</code></a></td>\
                 <td role=\"cell\"><code>c</code></td></tr>"
            ),
            "{body}"
        );
        assert_eq!(body.matches(" id=").count(), 1, "{body}");
    }
}
