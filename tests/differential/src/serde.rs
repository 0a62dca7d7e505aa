//! What the reader reads against what serde reads of the same types.
//!
//! The envelope is read here a second time, from the description of the format and by `serde_json`
//! alone.

use postal_webhooks_types::parse_error::{Fault, JsonType};
use postal_webhooks_types::{
    DomainDnsError, Event, EventKind, MessageBounce, MessageLinkClick, MessageLoad, MessageStatus,
    ParseError, SendLimit, Timestamp, Webhook, json_text,
};
use serde::de::{DeserializeOwned, IgnoredAny};
use uuid::Uuid;

use crate::json::{Entries, place, without_lone_surrogates};

/// What reading ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A known event.
    Read,
    /// An event of another name.
    ReadUnknown,
    /// A key is missing.
    Missing,
    /// A key stands twice.
    Duplicate,
    /// A number is too large.
    TooLarge,
    /// A value is not of its type.
    Expected,
    /// A body that is no object.
    NotAnObject,
    /// A payload without its envelope.
    BarePayload,
    /// A mail for an HTTP endpoint.
    InboundMail,
    /// No JSON.
    NotJson,
    /// No UTF-8.
    NotUtf8,
}

impl Outcome {
    fn of(error: &ParseError) -> Self {
        match error {
            ParseError::NotUtf8 { .. } => Self::NotUtf8,
            ParseError::NotJson { .. } => Self::NotJson,
            ParseError::NotAnObject { .. } => Self::NotAnObject,
            ParseError::BarePayload { .. } => Self::BarePayload,
            ParseError::InboundMail => Self::InboundMail,
            ParseError::Field { fault, .. } if is_too_large(fault) => Self::TooLarge,
            ParseError::Field { fault, .. } => match fault {
                Fault::Missing => Self::Missing,
                Fault::Duplicate => Self::Duplicate,
                _ => Self::Expected,
            },
            _ => unreachable!("a new reason"),
        }
    }
}

fn is_too_large(fault: &Fault) -> bool {
    matches!(fault, Fault::Expected { expected, .. } if expected == "a number that fits 64 bits")
}

/// Why serde refuses a body or a payload: its words, or those of the reader where it reads no such
/// thing itself.
struct Refusal<'a> {
    /// The key of the envelope, if it is the fault of its value.
    key: Option<&'static str>,
    words: String,
    /// The value or payload that it refuses.
    value: &'a str,
}

/// An event by serde, or the raw payload of one that is unknown.
enum Read<'a> {
    Known(Event),
    Unknown(String, &'a str),
}

/// Compares how a body is read.
///
/// # Errors
///
/// The difference, in words.
pub fn compare_webhook(body: &[u8]) -> Result<Outcome, String> {
    let read = Webhook::from_slice(body);
    let by_serde_json = serde_json::from_slice::<Webhook>(body);
    match (&read, by_serde_json) {
        (Ok(read), Ok(by_serde_json)) => same_text(read, &by_serde_json)?,
        (Err(_), Err(_)) => {}
        (read, by_serde_json) => {
            return Err(format!("{read:?}, but Deserialize {by_serde_json:?}"));
        }
    }
    let text = match json(body, read.as_ref().err())? {
        Json::Text(text) => text,
        Json::None(outcome) => return Ok(outcome),
    };
    let expected = envelope(&text);
    match (&read, expected) {
        (Ok(read), Ok((event, timestamp, uuid))) => {
            if read.timestamp != timestamp || read.uuid != uuid {
                return Err(format!("{read:?}, but serde {timestamp:?} {uuid}"));
            }
            same_event(&read.event, &event, body, &text)
        }
        (Err(error), Err(refusal)) => {
            same_error(error, &refusal, &text)?;
            Ok(Outcome::of(error))
        }
        (Ok(read), Err(refusal)) => {
            Err(format!("{read:?}, but serde {:?} {}", refusal.key, refusal.words))
        }
        (Err(error), Ok(_)) => Err(format!("{error:?}, but serde reads it")),
    }
}

/// Compares how a bare payload is read.
///
/// # Errors
///
/// The difference, in words.
pub fn compare_payload(kind: EventKind, payload: &[u8]) -> Result<Outcome, String> {
    let read = Event::from_payload(kind, payload);
    let text = match json(payload, read.as_ref().err())? {
        Json::Text(text) => text,
        Json::None(outcome) => return Ok(outcome),
    };
    match (&read, event(kind, &text)) {
        (Ok(read), Ok(event)) => same_event(read, &Read::Known(event), payload, &text),
        (Err(ParseError::Field { event: Some(named), path, offset, fault, .. }), Err(words))
            if *named == kind =>
        {
            same_fault(fault, path, &words, &text[*offset..])?;
            if resolve(&text, path, fault) != Some(*offset) {
                return Err(format!("{path} does not begin at {offset}"));
            }
            Ok(read.as_ref().err().map_or(Outcome::Read, Outcome::of))
        }
        (read, by_serde) => Err(format!("{read:?}, but serde {by_serde:?}")),
    }
}

enum Json<'a> {
    Text(std::borrow::Cow<'a, str>),
    None(Outcome),
}

/// The text of a body without lone surrogates, where it is JSON; else compares the error.
fn json<'a>(body: &'a [u8], error: Option<&ParseError>) -> Result<Json<'a>, String> {
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

type Parts<'a> = (Read<'a>, Timestamp, Uuid);

/// Reads an envelope; the first fault in the order of the text counts, but that of a payload which
/// comes before the name of the event counts last.
fn envelope(text: &str) -> Result<Parts<'_>, Refusal<'_>> {
    let Some(entries) = Entries::of(text) else {
        return Err(Refusal { key: None, words: "no object".to_owned(), value: text });
    };
    let (mut name, mut timestamp, mut payload, mut uuid) = (None, None, None, None);
    let mut early = None;
    for (key, raw) in &entries.0 {
        let raw = raw.get();
        let refusal = |key, words: String| Refusal { key: Some(key), words, value: raw };
        let once = |key, is_there: bool| {
            if is_there { Err(refusal(key, format!("duplicate field `{key}`"))) } else { Ok(()) }
        };
        match key.as_str() {
            "event" => {
                once("event", name.is_some())?;
                let read = serde_json::from_str::<String>(raw);
                name = Some(read.map_err(|_| refusal("event", expected(NAME, raw)))?);
            }
            "timestamp" => {
                once("timestamp", timestamp.is_some())?;
                timestamp = Some(of_serde(raw).map_err(|words| refusal("timestamp", words))?);
            }
            "uuid" => {
                once("uuid", uuid.is_some())?;
                let read = serde_json::from_str::<String>(raw).ok().filter(|text| text.len() == 36);
                let read = read.and_then(|text| Uuid::try_parse(&text).ok());
                uuid = Some(read.ok_or_else(|| refusal("uuid", expected("a UUID", raw)))?);
            }
            "payload" => {
                once("payload", payload.is_some() || early.is_some())?;
                match &name {
                    None => early = Some(raw),
                    Some(name) => payload = Some(any_event(name, raw)?),
                }
            }
            _ => {}
        }
    }
    if let (Some(raw), Some(name)) = (early, &name) {
        payload = Some(any_event(name, raw)?);
    }
    let missing = |key| Refusal { key: None, words: format!("missing field `{key}`"), value: text };
    if name.is_none() {
        return Err(missing("event"));
    }
    let timestamp = timestamp.ok_or_else(|| missing("timestamp"))?;
    let payload = payload.ok_or_else(|| missing("payload"))?;
    Ok((payload, timestamp, uuid.ok_or_else(|| missing("uuid"))?))
}

const NAME: &str = "the name of an event as a string";

fn expected(what: &str, found: &str) -> String {
    let found = type_of(found).map_or_else(String::new, |found| found.to_string());
    format!("expected {what}, found {found}")
}

/// The type of a value by its first byte.
fn type_of(text: &str) -> Option<JsonType> {
    Some(match text.as_bytes().first()? {
        b'n' => JsonType::Null,
        b't' | b'f' => JsonType::Boolean,
        b'-' | b'0'..=b'9' => JsonType::Number,
        b'"' => JsonType::String,
        b'[' => JsonType::Array,
        b'{' => JsonType::Object,
        _ => return None,
    })
}

fn any_event<'a>(name: &str, raw: &'a str) -> Result<Read<'a>, Refusal<'a>> {
    let refusal = |words| Refusal { key: Some("payload"), words, value: raw };
    if let Some(kind) = EventKind::ALL.iter().find(|kind| kind.as_str() == name) {
        return event(*kind, raw).map(Read::Known).map_err(refusal);
    }
    if raw.starts_with('{') {
        return Ok(Read::Unknown(name.to_owned(), raw));
    }
    Err(refusal(expected("an object", raw)))
}

/// Reads a payload as the struct of its event, or gives the words of serde.
fn event(kind: EventKind, text: &str) -> Result<Event, String> {
    match kind {
        EventKind::DomainDnsError => of_serde::<DomainDnsError>(text).map(Event::DomainDnsError),
        EventKind::MessageBounced => of_serde::<MessageBounce>(text).map(Event::MessageBounced),
        EventKind::MessageDelayed => of_serde::<MessageStatus>(text).map(Event::MessageDelayed),
        EventKind::MessageDeliveryFailed => {
            of_serde::<MessageStatus>(text).map(Event::MessageDeliveryFailed)
        }
        EventKind::MessageHeld => of_serde::<MessageStatus>(text).map(Event::MessageHeld),
        EventKind::MessageLinkClicked => {
            of_serde::<MessageLinkClick>(text).map(Event::MessageLinkClicked)
        }
        EventKind::MessageLoaded => of_serde::<MessageLoad>(text).map(Event::MessageLoaded),
        EventKind::MessageSent => of_serde::<MessageStatus>(text).map(Event::MessageSent),
        EventKind::SendLimitApproaching => {
            of_serde::<SendLimit>(text).map(Event::SendLimitApproaching)
        }
        EventKind::SendLimitExceeded => of_serde::<SendLimit>(text).map(Event::SendLimitExceeded),
        _ => unreachable!("a new event"),
    }
}

fn of_serde<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| {
        let words = error.to_string();
        words.split(" at line ").next().unwrap_or_default().to_owned()
    })
}

/// Whether the same bytes are written: of all doubles, only the same are written so.
fn same_text(one: &impl serde::Serialize, other: &impl serde::Serialize) -> Result<(), String> {
    let text = |value: Result<Vec<u8>, _>| {
        let bytes = value.map_err(|error: serde_json::Error| error.to_string())?;
        Ok::<_, String>(String::from_utf8_lossy(&bytes).into_owned())
    };
    let (one, other) = (text(serde_json::to_vec(one))?, text(serde_json::to_vec(other))?);
    if one == other { Ok(()) } else { Err(format!("{one}, but serde {other}")) }
}

fn same_event(read: &Event, by_serde: &Read, body: &[u8], text: &str) -> Result<Outcome, String> {
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
        (known, Read::Known(by_serde)) if known == by_serde => {
            same_text(known, by_serde).map(|()| Outcome::Read)
        }
        (known, Read::Known(by_serde)) => Err(format!("{known:?}, but serde {by_serde:?}")),
        (known, Read::Unknown(name, _)) => Err(format!("{known:?}, but serde {name}")),
    }
}

fn same_error(error: &ParseError, refusal: &Refusal, text: &str) -> Result<(), String> {
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
            if refusal.words.starts_with("duplicate") && resolve(text, path, fault) == Some(*offset)
            {
                return Ok(());
            }
            differs()
        }
        _ => differs(),
    }
}

/// Whether a fault has the words of serde.
fn same_fault(fault: &Fault, path: &str, words: &str, rest: &str) -> Result<(), String> {
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
fn resolve(text: &str, path: &str, fault: &Fault) -> Option<usize> {
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
