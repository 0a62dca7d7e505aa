//! PEM boundary lines, BEGIN and END (RFC 7468, 2), and those that are damaged.

use super::KeySetError;

/// A whole BEGIN or END line, wherever in its line it is.
pub(super) struct Boundary<'a> {
    pub(super) kind: Kind,
    pub(super) label: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Clone, Copy)]
pub(super) enum Kind {
    Begin,
    End,
}

const HYPHENS: &str = "-----";
/// Labels that are in use are far shorter; a dash behind more text than this is none of a boundary.
const LONGEST_LABEL: usize = 80;

/// The next boundary from this place on. A damaged one is an error: the key behind it would be
/// dropped in silence.
pub(super) fn next(text: &str, from: usize) -> Result<Option<Boundary<'_>>, KeySetError> {
    for at in from..text.len() {
        let word = |word: &str| {
            let here = text.as_bytes()[at..].get(..word.len());
            here.is_some_and(|here| here.eq_ignore_ascii_case(word.as_bytes()))
        };
        let (kind, length) = if word("BEGIN") {
            (Kind::Begin, 5)
        } else if word("END") {
            (Kind::End, 3)
        } else {
            continue;
        };
        let (before, word, after) = (&text[from..at], &text[at..at + length], &text[at + length..]);
        let is_upper = word.bytes().all(|byte| byte.is_ascii_uppercase());
        let label = label(before, after).filter(|_| is_upper);
        if let Some(label) = label {
            return Ok(Some(Boundary {
                kind,
                label,
                start: at - HYPHENS.len(),
                end: at + length + 1 + label.len() + HYPHENS.len(),
            }));
        }
        if is_damaged(before, is_upper, after) {
            return Err(KeySetError::PemBoundary { line: line(text, at) });
        }
    }
    Ok(None)
}

/// The label, if all around it is as it has to be.
fn label<'a>(before: &str, after: &'a str) -> Option<&'a str> {
    let is_begun = !before.strip_suffix(HYPHENS)?.ends_with(is_dash);
    let (label, rest) = after.strip_prefix(' ')?.split_once(HYPHENS)?;
    // Files that are put together without a line break between them.
    let is_ended = !rest.starts_with(is_dash) || rest.starts_with("-----BEGIN ");
    let is_label = label.trim() == label && !label.is_empty();
    let is_plain = label.chars().all(|c| matches!(c, ' '..='~'));
    (is_begun && is_ended && is_label && is_plain).then_some(label)
}

/// Whether somebody meant this BEGIN or END as a boundary: it has some dashes, of whatever kind, on
/// one side or on both.
fn is_damaged(before: &str, is_upper: bool, after: &str) -> bool {
    let before_spaces = before.trim_end_matches([' ', '\t', '\u{a0}']);
    let is_adjacent = before_spaces.len() == before.len();
    let dashes = before_spaces.chars().rev().take_while(|c| is_dash(*c));
    let dashes = dashes.count();
    let line = after.split(['\n', '\r']).next().unwrap_or_default();
    let mut characters = line.char_indices().take(LONGEST_LABEL);
    let dash = characters.find(|(_, character)| is_dash(*character));
    let behind = dash.map(|(dash, _)| &line[..dash]);
    let is_word = !after.starts_with(|c: char| c.is_alphanumeric());
    match dashes {
        // Such as `BEGIN PUBLIC KEY-----`.
        0 => {
            let is_label = |label: &str| {
                let label = label.trim();
                !label.is_empty() && label.chars().all(|c| c == ' ' || c.is_ascii_uppercase())
            };
            let is_start = !before.ends_with(|c: char| c.is_alphanumeric());
            is_upper && is_word && is_start && behind.is_some_and(is_label)
        }
        1 => is_upper && (behind.is_some() || is_adjacent && is_word),
        _ => behind.is_some() || is_upper && is_word,
    }
}

/// Hyphens, and what word processors make of them.
fn is_dash(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// The line of a place in a text, from 1. It may end in CR, LF or both (RFC 7468, 3).
pub(super) fn line(text: &str, place: usize) -> usize {
    let before = &text.as_bytes()[..place];
    let breaks = before.iter().enumerate().filter(|(index, byte)| {
        **byte == b'\n' || **byte == b'\r' && before.get(index + 1) != Some(&b'\n')
    });
    breaks.count() + 1
}
