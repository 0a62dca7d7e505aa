//! Raw requests: what came over the connection, or headers and body with an empty line between.

use super::Capture;

/// Reads a request line, headers, an empty line and a body. Lines may end in LF alone: editors
/// leave it at that. The body is what stands behind the empty line, to the byte.
pub(super) fn read(bytes: &[u8]) -> Option<Capture> {
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    let mut is_first = true;
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let line = rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]);
        rest = &rest[end + 1..];
        if line.is_empty() {
            break;
        }
        let line = latin_1(line);
        match line.split_once(':') {
            _ if is_first && is_request_line(&line) => {}
            // Folded, as mail clients and some dumps write long values.
            Some(_) if line.starts_with([' ', '\t']) => {
                headers.last_mut()?.1.push_str(&line);
            }
            Some((name, value)) if is_name(name) => {
                headers.push((name.to_owned(), value.trim_matches([' ', '\t']).to_owned()));
            }
            _ => return None,
        }
        is_first = false;
    }
    if headers.is_empty() {
        return None;
    }
    Some(Capture { headers, body: rest.to_vec(), ..Capture::default() })
}

fn is_request_line(line: &str) -> bool {
    let mut words = line.split(' ');
    let method = words.next().unwrap_or_default();
    !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase()) && words.count() >= 1
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Headers are bytes; each stands for the character of the same number.
fn latin_1(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}
