//! Keys in PEM, and the bare base64 that is left when someone takes a PEM's first and last line away.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{KeyError, KeySetError, PublicKey, RejectedKey, der};

/// Reads every block of a PEM text; what stands between the blocks is commentary (RFC 7468, 2).
pub(super) fn read(text: &str) -> Result<Vec<PublicKey>, KeySetError> {
    let mut keys = Vec::new();
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let Some(label) = boundary(line, "-----BEGIN ") else {
            continue;
        };
        let mut base64 = String::new();
        loop {
            let line = lines.next().ok_or(KeySetError::NotPem)?;
            match boundary(line, "-----END ") {
                Some(end) if end == label => break,
                Some(_) => return Err(KeySetError::NotPem),
                None => base64.push_str(line),
            }
        }
        let index = keys.len();
        let key = read_block(label, &base64)
            .map_err(|reason| KeySetError::Key(RejectedKey { index, reason }))?;
        keys.push(key);
    }
    if keys.is_empty() {
        return Err(KeySetError::NotPem);
    }
    Ok(keys)
}

/// The label of a boundary line.
fn boundary<'a>(line: &'a str, start: &str) -> Option<&'a str> {
    line.strip_prefix(start)?.strip_suffix("-----")
}

fn read_block(label: &str, base64: &str) -> Result<PublicKey, KeyError> {
    match label {
        // Both structures are tried under both labels: they cannot be taken for one another.
        "PUBLIC KEY" | "RSA PUBLIC KEY" => read_base64(base64),
        "EC PUBLIC KEY" | "DSA PUBLIC KEY" => Err(KeyError::NotRsa),
        private if private.ends_with("PRIVATE KEY") => Err(KeyError::Private),
        _ => Err(KeyError::OtherPem),
    }
}

/// Reads the base64 of a key's DER. White space is left out: people paste keys in lines.
pub(super) fn read_base64(text: &str) -> Result<PublicKey, KeyError> {
    let compact: String = text.split_ascii_whitespace().collect();
    let der = STANDARD.decode(compact).map_err(|_| KeyError::NotBase64)?;
    der::read(&der)
}
