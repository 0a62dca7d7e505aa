//! Comparison of a package's answer with the right one.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::answers::Answer;
use crate::compare;

/// Whether the answer is the right one.
pub(super) fn agrees(ask: &str, right: &Value, answer: &Value) -> bool {
    match ask {
        "tolerant" | "strict" => match right.as_array() {
            Some(right) => {
                let found = answer["violations"].as_array();
                found.is_some_and(|found| agree_on_violations(right, found))
            }
            None => answer == right,
        },
        "round-trip" => {
            let text = answer["text"].as_str();
            let written = text.and_then(|text| serde_json::from_str(text).ok());
            written.is_some_and(|written| is_same(right, &written))
        }
        _ => answer == right,
    }
}

/// Whether both lists have the same places, and each keyword of the right one is found.
///
/// What breaks one rule may break a second one at the same place, where validators do not agree
/// on whether to go on: null for an enumeration breaks `type` and `enum`.
fn agree_on_violations(right: &[Value], found: &[Value]) -> bool {
    let (Some(right), Some(found)) = (violations(right), violations(found)) else {
        return false;
    };
    let (right, found) = (compare::errors(&right), compare::errors(&found));
    let places = |errors: &BTreeSet<(&str, &str)>| -> BTreeSet<String> {
        errors.iter().map(|(pointer, _)| (*pointer).to_owned()).collect()
    };
    let of_type = |place: &str| right.contains(&(place, "type"));
    places(&right) == places(&found)
        && right.iter().all(|(place, keyword)| {
            found.contains(&(place, keyword)) || *keyword == "enum" && of_type(place)
        })
}

fn violations(list: &[Value]) -> Option<Answer> {
    let errors = list.iter().map(|violation| {
        Some((violation[0].as_str()?.to_owned(), violation[1].as_str()?.to_owned()))
    });
    let text = String::new;
    let errors = errors.collect::<Option<Vec<_>>>()?;
    Some(Answer {
        validator: text(),
        version: text(),
        schema: text(),
        body: text(),
        valid: errors.is_empty(),
        errors,
    })
}

/// Whether two values are the same, with numbers compared as numbers: `5.0` is `5`.
fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let in_b = |(key, value): (&String, &Value)| {
                b.get(key).is_some_and(|other| is_same(value, other))
            };
            a.len() == b.len() && a.iter().all(in_b)
        }
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn violations_at_the_same_places() {
        let agree =
            |right: Value, found: Value| agrees("strict", &right, &json!({"violations": found}));
        assert!(agree(json!([]), json!([])));
        assert!(!agree(json!([]), json!([["/a", "type"]])));
        assert!(!agree(json!([["/a", "type"]]), json!([])));
        assert!(agree(json!([["/a", "type"]]), json!([["/a", "type"], ["/a", "enum"]])));
        assert!(agree(json!([["/a", "type"], ["/a", "enum"]]), json!([["/a", "type"]])));
        assert!(!agree(json!([["/a", "enum"]]), json!([["/a", "type"]])));
        assert!(!agree(json!([["/a", "type"]]), json!([["/a", "type"], ["/b", "type"]])));
        assert!(!agrees("strict", &json!([]), &json!({"reason": "not-json"})));
    }

    #[test]
    fn what_was_written_again() {
        let agree = |right: Value, text: &str| agrees("round-trip", &right, &json!({"text": text}));
        assert!(agree(json!({"a": 5.0, "b": [null]}), r#"{"b":[null],"a":5}"#));
        assert!(!agree(json!({"a": 5}), r#"{"a":5,"b":null}"#));
        assert!(!agree(json!({"a": null}), "{}"));
        assert!(!agree(json!({"a": 5}), r#"{"a":"5"}"#));
        assert!(!agree(json!({"a": 5}), "no JSON"));
    }

    #[test]
    fn other_answers_are_equal() {
        assert!(agrees("keys", &json!({"reason": "empty"}), &json!({"reason": "empty"})));
        assert!(!agrees("keys", &json!({"reason": "empty"}), &json!({"reason": "html"})));
    }
}
