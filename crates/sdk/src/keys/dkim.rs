//! The DKIM key record (RFC 6376, 3.6.1): how Postal published its key before it had a JWKS.

use super::{KeyError, KeySetError, PublicKey, RejectedKey, pem};

/// Reads the record as `postal default-dkim-record` prints it, as `dig` does, or as a line of a zone file.
pub(super) fn read(text: &str) -> Result<PublicKey, KeySetError> {
    let record = record(text);
    let [version, key_type, key] = tags(&record, ["v", "k", "p"])?;
    if version.is_some_and(|version| version != "DKIM1") {
        return Err(KeySetError::NotDkim);
    }
    let refused = |reason| KeySetError::Key(RejectedKey { index: 0, reason });
    if key_type.is_some_and(|key_type| !key_type.eq_ignore_ascii_case("rsa")) {
        return Err(refused(KeyError::NotRsa));
    }
    match key {
        None => Err(KeySetError::DkimNoKey),
        Some("") => Err(refused(KeyError::Revoked)),
        Some(base64) => pem::read_base64(base64).map_err(refused),
    }
}

/// The text of the record alone: the quoted strings joined (RFC 6376, 3.6.2.2), or what follows the host name.
fn record(text: &str) -> String {
    if text.contains('"') {
        // Zone files write a `;` or `"` inside a string with a backslash (RFC 1035, 5.1).
        let mut record = String::new();
        let mut quoted = false;
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            match character {
                '"' => quoted = !quoted,
                '\\' if quoted => record.extend(characters.next()),
                other if quoted => record.push(other),
                _ => {}
            }
        }
        return record;
    }
    let start = text.find("v=DKIM1").unwrap_or(0);
    text[start..].replace("\\;", ";")
}

/// The values of the tags with these names (RFC 6376, 3.2).
fn tags<'a, const N: usize>(
    record: &'a str,
    names: [&str; N],
) -> Result<[Option<&'a str>; N], KeySetError> {
    let mut values = [None; N];
    for tag in record.split(';').map(str::trim) {
        if tag.is_empty() {
            continue;
        }
        let (name, value) = tag.split_once('=').ok_or(KeySetError::NotDkim)?;
        if let Some(place) = names.iter().position(|known| *known == name.trim_end())
            && values[place].replace(value.trim()).is_some()
        {
            return Err(KeySetError::DkimTagTwice);
        }
    }
    Ok(values)
}
