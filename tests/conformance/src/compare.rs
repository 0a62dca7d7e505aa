//! Comparison of an answer with the expected one.

use std::collections::BTreeSet;

use crate::answers::Answer;

/// What a schema must say about a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    Valid,
    Refused {
        pointer: String,
        keyword: String,
        /// Whether this is the only error: else one mistake may break more rules at the same
        /// place.
        alone: bool,
    },
}

/// Whether the answer is the expected one. A validator that is not `complete` reports one error.
pub(crate) fn agrees(expected: &Expected, answer: &Answer, complete: bool) -> bool {
    let errors = errors(answer);
    match expected {
        Expected::Valid => answer.valid && errors.is_empty(),
        Expected::Refused { pointer, keyword, alone } => {
            let alone = *alone || !complete;
            !answer.valid
                && errors.contains(&(pointer, keyword))
                && errors.iter().all(|(other, _)| other == pointer)
                && (!alone || errors.len() == 1)
        }
    }
}

/// The errors that count, without repetition.
pub(crate) fn errors(answer: &Answer) -> BTreeSet<(&str, &str)> {
    let errors =
        answer.errors.iter().map(|(pointer, keyword)| (pointer.as_str(), keyword.as_str()));
    // These hold other rules together; the rule that failed stands for itself.
    let errors =
        errors.filter(|(_, keyword)| !matches!(*keyword, "$ref" | "allOf" | "if" | "then"));
    // A reference that may be null is an `anyOf`: that it fails is the error; some validators
    // report what fails in its branches too.
    let all: Vec<(&str, &str)> = errors.collect();
    let in_branch = |pointer: &str| {
        let any_of = all.iter().filter(|(_, keyword)| *keyword == "anyOf");
        any_of.into_iter().any(|(place, _)| {
            let rest = pointer.strip_prefix(place);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    let errors = all.iter().filter(|(pointer, keyword)| *keyword == "anyOf" || !in_branch(pointer));
    // The published schemas write `format` and `pattern` on every UUID. Drafts and validators do
    // not agree on who checks `format`, and some that do leave it at that.
    errors
        .map(|&(pointer, keyword)| (pointer, if keyword == "format" { "pattern" } else { keyword }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: &Expected, errors: &[(&str, &str)], complete: bool) -> bool {
        let answer = Answer {
            validator: "v".to_owned(),
            version: "1".to_owned(),
            schema: "s".to_owned(),
            body: "b".to_owned(),
            valid: errors.is_empty(),
            errors: errors.iter().map(|(p, k)| ((*p).to_owned(), (*k).to_owned())).collect(),
        };
        agrees(expected, &answer, complete)
    }

    fn refused(pointer: &str, keyword: &str, alone: bool) -> Expected {
        Expected::Refused { pointer: pointer.to_owned(), keyword: keyword.to_owned(), alone }
    }

    #[test]
    fn valid() {
        assert!(check(&Expected::Valid, &[], true));
        assert!(!check(&Expected::Valid, &[("/a", "type")], true));
    }

    #[test]
    fn refused_at_the_place_with_the_keyword() {
        let expected = refused("/a", "type", true);
        assert!(check(&expected, &[("/a", "type")], true));
        assert!(!check(&expected, &[], true));
        assert!(!check(&expected, &[("/b", "type")], true));
        assert!(!check(&expected, &[("/a", "enum")], true));
        assert!(!check(&expected, &[("/a", "type"), ("/b", "type")], true));
    }

    #[test]
    fn a_second_keyword_at_the_same_place_only_where_it_may_be() {
        let errors = [("/a", "type"), ("/a", "enum")];
        assert!(check(&refused("/a", "type", false), &errors, true));
        assert!(!check(&refused("/a", "type", true), &errors, true));
        assert!(!check(&refused("/a", "type", false), &[("/a", "type"), ("/b", "enum")], true));
    }

    #[test]
    fn the_first_error_alone_must_be_the_expected_one() {
        assert!(check(&refused("/a", "type", false), &[("/a", "type")], false));
        assert!(!check(&refused("/a", "type", false), &[("/a", "enum")], false));
    }

    #[test]
    fn what_holds_other_rules_together_does_not_count() {
        assert!(check(
            &refused("/a", "type", true),
            &[("/a", "type"), ("", "if"), ("", "allOf")],
            true
        ));
        assert!(check(&refused("/a", "type", true), &[("/a", "type"), ("/a", "type")], true));
    }

    #[test]
    fn an_any_of_stands_for_what_fails_in_its_branches() {
        let expected = refused("/a", "anyOf", true);
        let errors = [("/a", "anyOf"), ("/a/b", "type"), ("/a", "type")];
        assert!(check(&expected, &errors, true));
        let beside = [("/a", "anyOf"), ("/ab", "type")];
        assert!(!check(&expected, &beside, true));
    }

    #[test]
    fn format_says_what_pattern_says() {
        let expected = refused("/uuid", "pattern", true);
        assert!(check(&expected, &[("/uuid", "format")], true));
        assert!(check(&expected, &[("/uuid", "format"), ("/uuid", "pattern")], true));
    }
}
