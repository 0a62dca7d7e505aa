//! Properties of the classification of any output and details.

use proptest::prelude::*;

use super::REPLIES;
use crate::delivery::FailureKind::Unknown;
use crate::delivery::classify;
use crate::delivery::tables::{DETAILS, DETAILS_WITHOUT_REPLY};

proptest! {
    /// Any two strings have a kind, whose reason names nothing but the rule's own words.
    #[test]
    fn total(output in any_output(), details in any_details()) {
        let why = classify(&output, Some(&details));
        prop_assert_eq!(why.rule == "none", why.source.is_empty());
        prop_assert!(why.rule != "none" || why.kind == Unknown);
    }

    /// Servers break their lines anywhere and write in capitals: the kind stays.
    #[test]
    fn lines_and_case_do_not_matter(output in any_reply(), breaks in prop::collection::vec(any::<bool>(), 40)) {
        let whole = classify(&output, None);
        prop_assert_eq!(classify(&output.to_ascii_uppercase(), None), whole);
        let (code, text) = output.split_at(3);
        let words: Vec<_> = text.split_ascii_whitespace().collect();
        let mut lines = vec![String::new()];
        for (word, is_end) in words.iter().zip(breaks) {
            let line = lines.last_mut().expect("there is a line");
            *line += " ";
            *line += word;
            if is_end {
                lines.push(String::new());
            }
        }
        let end = lines.len() - 1;
        let line = |(at, line): (usize, &String)| {
            format!("{code}{}{}", if at < end { "-" } else { " " }, line.trim_start())
        };
        let broken: Vec<_> = lines.iter().enumerate().map(line).collect();
        let broken = broken.join("\n");
        prop_assert_eq!(classify(&broken, None), whole, "{}", broken);
    }
}

fn any_reply() -> impl Strategy<Value = String> {
    let lines = REPLIES.iter().flat_map(|(_, outputs)| *outputs);
    let lines: Vec<_> = lines.filter(|output| !output.contains(['\n', '('])).collect();
    prop::sample::select(lines).prop_map(|output| (*output).to_owned())
}

fn any_output() -> impl Strategy<Value = String> {
    prop_oneof![
        any_reply(),
        "(?s:.*)",
        "[2-5][0-9]{2}[ -]([245]\\.[0-9]{1,2}\\.[0-9]{1,3})?\\PC{0,200}(\n[2-5][0-9]{2}[ -]\\PC{0,80}){0,4}",
    ]
}

fn any_details() -> impl Strategy<Value = String> {
    let known: Vec<_> = DETAILS
        .iter()
        .chain(DETAILS_WITHOUT_REPLY)
        .map(|(start, _)| *start)
        .chain(["", "Received a 503 from ", "Received a -1 from "])
        .collect();
    (prop::sample::select(known), "\\PC{0,300}").prop_map(|(start, rest)| start.to_owned() + &rest)
}
