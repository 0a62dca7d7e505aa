//! What `validate` accepts against what the published schemas accept.

use std::sync::LazyLock;

use jsonschema::Validator;
use postal_webhooks::validate::{Profile, ValidateError, Violation, validate};
use postal_webhooks_types::Webhook;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::json::{Entries, without_lone_surrogates};
use crate::parts::tokens;
use crate::serde::is_infinite;

/// What validation ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The schemas accept it too.
    Valid,
    /// The schemas refuse it too.
    Refused,
    /// The schemas see one value of a key that stands twice.
    Duplicate,
    /// The schemas have no limit for a number that is no integer.
    TooLarge,
    /// No JSON in UTF-8.
    NotJson,
}

static TOLERANT: LazyLock<[Validator; 2]> = LazyLock::new(|| {
    [
        validator(include_str!("../../../schema/dist/2020-12/webhook.schema.json")),
        validator(include_str!("../../../schema/dist/draft-07/webhook.schema.json")),
    ]
});
static STRICT: LazyLock<[Validator; 2]> = LazyLock::new(|| {
    [
        validator(include_str!("../../../schema/dist/2020-12/webhook.strict.schema.json")),
        validator(include_str!("../../../schema/dist/draft-07/webhook.strict.schema.json")),
    ]
});

fn validator(schema: &str) -> Validator {
    let schema = serde_json::from_str(schema).expect("the published schema is JSON");
    jsonschema::validator_for(&schema).expect("the published schema is one")
}

/// Compares what a profile accepts.
///
/// # Errors
///
/// The difference, in words.
pub fn compare_with_schemas(profile: Profile, body: &[u8]) -> Result<Verdict, String> {
    let (schemas, is_read): (&[Validator; 2], _) = match profile {
        Profile::Tolerant => (&TOLERANT, Webhook::from_slice(body).is_ok()),
        Profile::Strict => (&STRICT, Webhook::is_strict(body)),
        _ => unreachable!("a new profile"),
    };
    let verdict = validate(profile, body);
    if is_read != verdict.is_ok() {
        return Err(format!("read: {is_read}, but {verdict:?}"));
    }
    let text = std::str::from_utf8(body).ok().map(without_lone_surrogates);
    let is_json = |text: &&_| serde_json::from_str::<IgnoredAny>(text).is_ok();
    let Some(text) = text.as_deref().filter(is_json) else {
        return match verdict {
            Err(ValidateError::NotJson { .. }) => Ok(Verdict::NotJson),
            other => Err(format!("{other:?}, but it is no JSON")),
        };
    };
    let value = value(text).map_err(|error| format!("{verdict:?}, but no Value: {error}"))?;
    let [by_2020, by_07] = schemas.each_ref().map(|schema| schema.is_valid(&value));
    match verdict {
        Ok(()) if by_2020 && by_07 => Ok(Verdict::Valid),
        Err(ValidateError::Violations(violations)) => match (by_2020, by_07, &violations[..]) {
            (false, false, [_, ..]) => Ok(Verdict::Refused),
            (true, true, [violation]) => beyond_schemas(violation, text)
                .ok_or_else(|| format!("{violation}, but the schemas accept it")),
            _ => Err(format!("2020-12 {by_2020}, draft-07 {by_07}, but {violations:?}")),
        },
        other => Err(format!("2020-12 {by_2020}, draft-07 {by_07}, but {other:?}")),
    }
}

/// The text as a value, nested to any depth. A number that is too large for a double is one that
/// fits, and the key that means something to `serde_json` is another: no schema tells them apart.
fn value(text: &str) -> Result<Value, serde_json::Error> {
    let mut finite = String::with_capacity(text.len());
    for token in tokens(text.as_bytes()) {
        let token = &text[token];
        let is_number = token.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        if is_number && is_infinite(token) {
            finite.push_str(if token.starts_with('-') { "-1e308" } else { "1e308" });
        } else if is_raw(token) {
            finite.push_str("\"$serde_json::private::RawValue_\"");
        } else {
            finite.push_str(token);
        }
    }
    let mut deserializer = serde_json::Deserializer::from_str(&finite);
    deserializer.disable_recursion_limit();
    Value::deserialize(&mut deserializer)
}

/// Whether a token is the key by which `serde_json` holds a raw text.
fn is_raw(token: &str) -> bool {
    let may_be = token.starts_with("\"$serde") || token.contains("\\u");
    may_be
        && serde_json::from_str(token)
            .is_ok_and(|key: String| key == "$serde_json::private::RawValue")
}

/// Whether a violation is one that no schema sees, and is really there.
fn beyond_schemas(violation: &Violation, text: &str) -> Option<Verdict> {
    if !violation.keyword.is_empty() {
        return None;
    }
    // A `Value` has the last value of a key. Of the others the reader saw the first, at each key.
    // A second name of the event may ask nothing of the payload that the first one refuses.
    let (mut value, mut is_twice) = (text, Entries::of(text)?.values("event").count() > 1);
    for key in violation.pointer.split('/').skip(1) {
        let entries = Entries::of(value)?;
        let mut values = entries.values(key);
        let Some(first) = values.next() else {
            let is_missing = violation.message.starts_with("missing");
            return (is_missing && is_twice).then_some(Verdict::Duplicate);
        };
        value = first;
        is_twice |= values.next().is_some();
    }
    match is_infinite(value) {
        _ if is_twice => Some(Verdict::Duplicate),
        true => Some(Verdict::TooLarge),
        false => None,
    }
}
