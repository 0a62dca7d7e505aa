//! Whether two values, or two errors, are the same.

use postal_webhooks_types::parse_error::{Fault, JsonType};
use postal_webhooks_types::{Event, EventKind, ParseError};

use super::Outcome;
use super::envelope::{Read, Refusal, event, type_of};
use crate::json::{Entries, place};

/// Whether the same bytes are written: of all doubles, only the same are written so.
pub(super) fn same_text(
    one: &impl serde::Serialize,
    other: &impl serde::Serialize,
) -> Result<(), String> {
    let text = |value: Result<Vec<u8>, _>| {
        let bytes = value.map_err(|error: serde_json::Error| error.to_string())?;
        Ok::<_, String>(String::from_utf8_lossy(&bytes).into_owned())
    };
    let (one, other) = (text(serde_json::to_vec(one))?, text(serde_json::to_vec(other))?);
    if one == other { Ok(()) } else { Err(format!("{one}, but serde {other}")) }
}

pub(super) fn same_event(
    read: &Event,
    by_serde: &Read,
    body: &[u8],
    text: &str,
) -> Result<Outcome, String> {
    match (read, by_serde) {
        (Event::Unknown(unknown), Read::Unknown(name, raw)) => {
            let start = place(text, raw);
            // As it was sent, with its lone surrogates.
            let sent = &body[start..start + raw.len()];
            if unknown.name == *name && unknown.payload.get().as_bytes() == sent {
                return Ok(Outcome::ReadUnknown);
            }
            Err(format!("{unknown:?}, but serde {name} {raw}"))
        }
        (known, Read::Known(by_serde)) if *known == **by_serde => {
            same_text(known, &**by_serde).map(|()| Outcome::Read)
        }
        (known, Read::Known(by_serde)) => Err(format!("{known:?}, but serde {by_serde:?}")),
        (known, Read::Unknown(name, _)) => Err(format!("{known:?}, but serde {name}")),
    }
}

pub(super) fn same_error(error: &ParseError, refusal: &Refusal, text: &str) -> Result<(), String> {
    let differs = || Err(format!("{error:?}, but serde {:?} {}", refusal.key, refusal.words));
    let Some(entries) = Entries::of(text) else {
        let trimmed = text.trim_start();
        return match error {
            ParseError::NotAnObject { found, .. } if Some(*found) == type_of(trimmed) => Ok(()),
            _ => differs(),
        };
    };
    let name = entries.values("event").next();
    let is_mail = entries.values("rcpt_to").next().is_some();
    let payloads = || EventKind::ALL.iter().copied().filter(|kind| event(*kind, text).is_ok());
    match error {
        ParseError::InboundMail if name.is_none() && is_mail => Ok(()),
        ParseError::BarePayload { events, .. } if name.is_none() && !is_mail => {
            if payloads().eq(events.iter().copied()) { Ok(()) } else { differs() }
        }
        ParseError::Field { event, path, offset, fault, .. } => {
            if name.is_none() && (is_mail || payloads().next().is_some()) {
                return differs();
            }
            let name = name.and_then(|raw| serde_json::from_str::<String>(raw).ok());
            if *event != name.and_then(|name| name.parse().ok()) {
                return differs();
            }
            same_fault(fault, path, &refusal.words, &text[*offset..])?;
            let in_value = path.split('.').next() == refusal.key || refusal.key.is_none();
            let value = place(text, refusal.value);
            if in_value
                && (value..value + refusal.value.len()).contains(offset)
                && resolve(text, path, fault) == Some(*offset)
            {
                return Ok(());
            }
            differs()
        }
        _ => differs(),
    }
}

/// Whether a fault has the words of serde.
pub(super) fn same_fault(fault: &Fault, path: &str, words: &str, rest: &str) -> Result<(), String> {
    let key = path.rsplit('.').next().unwrap_or_default();
    let same = match fault {
        Fault::Missing => words == format!("missing field `{key}`"),
        Fault::Duplicate => words == format!("duplicate field `{key}`"),
        // serde_json knows only that a number is too large, and not what was due.
        Fault::Expected { found: JsonType::Number, .. } if words == "number out of range" => {
            is_infinite(rest)
        }
        Fault::Expected { found, .. } => {
            words == fault.to_string() && type_of(rest) == Some(*found)
        }
        _ => false,
    };
    if same { Ok(()) } else { Err(format!("{path}: {fault}, but serde: {words}")) }
}

/// Whether the number that a text begins with is too large for a double.
pub(crate) fn is_infinite(text: &str) -> bool {
    let end = text.find(|c: char| !(c.is_ascii_digit() || "+-.eE".contains(c)));
    text[..end.unwrap_or(text.len())].parse().is_ok_and(f64::is_infinite)
}

/// Where the place of a fault begins, found by its path.
pub(super) fn resolve(text: &str, path: &str, fault: &Fault) -> Option<usize> {
    let mut value = text.trim_start();
    let mut keys: Vec<_> = path.split_terminator('.').collect();
    let last = if matches!(fault, Fault::Expected { .. }) { None } else { keys.pop() };
    let value_of = |value, key, n| {
        let entries = Entries::of(value)?;
        entries.values(key).nth(n)
    };
    for key in keys {
        value = value_of(value, key, 0)?;
    }
    let value = match fault {
        Fault::Duplicate => value_of(value, last?, 1)?,
        _ => value,
    };
    Some(place(text, value))
}
