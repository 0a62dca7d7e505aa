//! Rules on `x-postal-since`: what differs between versions of Postal, apart from what is true in
//! all of them.

use serde_json::Value;

use super::description;
use super::violation::{At, Lint};

/// The keyword.
pub(super) const SINCE: &str = "x-postal-since";

/// The sentences on versions, if there are any; `meaning` is the description beside them.
pub(super) fn since(at: &At<'_>, value: &Value, meaning: &str, lint: &mut Lint) -> Option<String> {
    const REMEDY: &str = "write sentences that name a version in three numbers, such as `It has 16 characters since Postal 3.0.0.`";
    if names_version(meaning) {
        lint.violation(
            &at.key("description"),
            "since",
            "it names a version of Postal",
            format!("put the sentences on versions into `{SINCE}`"),
        );
    }
    let at = at.key(SINCE);
    match value.get(SINCE)?.as_str() {
        Some(text) if names_version(text) && !text.contains('\n') => {
            // The rules of descriptions hold, one line of one paragraph.
            description::check(&at, text, lint);
            Some(text.to_owned())
        }
        _ => {
            lint.violation(&at, "since", "it is no text on one line that names a version", REMEDY);
            None
        }
    }
}

/// The whole text for documentation: the meaning, and behind its details what differs.
pub(super) fn whole(meaning: &str, since: Option<&str>) -> String {
    match since {
        None => meaning.to_owned(),
        // A list ends with an empty line.
        Some(since) if meaning.contains('\n') && !ends_in_list(meaning) => {
            format!("{meaning} {since}")
        }
        Some(since) => format!("{meaning}\n\n{since}"),
    }
}

fn ends_in_list(text: &str) -> bool {
    let last = text.lines().next_back().unwrap_or_default();
    last.starts_with(['-', '*', '+']) || last.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a text names a version in three numbers.
pub(super) fn names_version(text: &str) -> bool {
    let is_version = |word: &str| {
        let numbers = word.trim_matches(|c: char| !c.is_ascii_digit()).split('.');
        let mut count = 0;
        let all = numbers
            .inspect(|_| count += 1)
            .all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        all && count == 3
    };
    text.split_whitespace().any(is_version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_have_three_numbers() {
        for text in ["since 3.0.0.", "(Postal 2.3.2)", "3.3.7"] {
            assert!(names_version(text), "{text}");
        }
        for text in ["From 192.0.2.1, as a rule.", "1.5 long", "2026.11.", "Postal 3", "a.b.c"] {
            assert!(!names_version(text), "{text}");
        }
    }

    #[test]
    fn the_whole_text_has_both() {
        assert_eq!(whole("The token.", None), "The token.");
        assert_eq!(whole("The token.", Some("Since 3.0.0.")), "The token.\n\nSince 3.0.0.");
        assert_eq!(whole("It.\n\nMore.", Some("Since 3.0.0.")), "It.\n\nMore. Since 3.0.0.");
        assert_eq!(whole("It.\n\n- a", Some("Since 3.0.0.")), "It.\n\n- a\n\nSince 3.0.0.");
    }
}
