//! What is no JSON, and from where on.

use std::borrow::Cow;

use postal_webhooks_types::{ParseError, json_text};
use serde::de::IgnoredAny;

use super::Outcome;
use crate::json::without_lone_surrogates;

pub(super) enum Json<'a> {
    Text(Cow<'a, str>),
    None(Outcome),
}

/// The text of a body without lone surrogates, where it is JSON; else compares the error.
pub(super) fn json<'a>(body: &'a [u8], error: Option<&ParseError>) -> Result<Json<'a>, String> {
    let text = match std::str::from_utf8(body) {
        Ok(text) => text,
        Err(utf8) => {
            return match error {
                Some(ParseError::NotUtf8 { valid_up_to, .. })
                    if *valid_up_to == utf8.valid_up_to() =>
                {
                    Ok(Json::None(Outcome::NotUtf8))
                }
                other => Err(format!("{other:?}, but {utf8}")),
            };
        }
    };
    let text = without_lone_surrogates(text);
    let by_reader = json_text(body);
    let Err(by_serde) = serde_json::from_str::<IgnoredAny>(&text) else {
        return match (error, by_reader) {
            (_, Ok(by_reader))
                if by_reader == text
                    && !matches!(
                        error,
                        Some(ParseError::NotJson { .. } | ParseError::NotUtf8 { .. })
                    ) =>
            {
                Ok(Json::Text(text))
            }
            (error, by_reader) => Err(format!("{error:?}, {by_reader:?}, but serde_json reads it")),
        };
    };
    match (error, by_reader) {
        (Some(&ParseError::NotJson { line, column, .. }), Err(by_reader))
            if error == Some(&by_reader) && is_end_of_json(&text, line, column) =>
        {
            Ok(Json::None(Outcome::NotJson))
        }
        (error, by_reader) => Err(format!("{error:?}, {by_reader:?}, but serde_json {by_serde}")),
    }
}

/// Whether a place is that of the first byte which no JSON has there, or the end of a text that
/// JSON could go on from.
fn is_end_of_json(text: &str, line: usize, column: usize) -> bool {
    let mut lines = text.split_inclusive('\n');
    let end = lines.by_ref().take(line - 1).map(str::len).sum::<usize>() + column;
    let error = |text: &str| serde_json::from_str::<IgnoredAny>(text).err();
    let may_go_on = |text: &str| error(text).is_none_or(|error| error.is_eof());
    let goes_on = |start: &str| {
        // serde_json takes fewer than four bytes behind `\u` for an end, whatever they are, and
        // the end of `-` for wrong.
        let may_be_in_escape = start.rsplit_once("\\u").is_some_and(|(before, digits)| {
            let backslashes = before.len() - before.trim_end_matches('\\').len();
            backslashes % 2 == 0 && digits.chars().count() <= 4
        });
        may_go_on(&format!("{start}1111")) || !may_be_in_escape && may_go_on(start)
    };
    // The place of an end is that of the last byte.
    if end == text.len() && goes_on(text) {
        return true;
    }
    let Some(at) = end.checked_sub(1).filter(|at| text.is_char_boundary(*at)) else { return false };
    let Some(wrong) = text[at..].chars().next() else { return false };
    goes_on(&text[..at]) && !goes_on(&text[..at + wrong.len_utf8()])
}
