//! Commands of curl that make the same request.

use std::fmt::Write as _;

use anyhow::Result;
use postal_webhooks::testing::postal::{Target, Wire};
use serde_json::json;

use super::Fault;
use super::plan::Planned;
use crate::output::{Output, visible};

/// Headers that curl writes itself, or that only a copy of Postal's connection needs.
const OF_CURL: [&str; 5] = ["Accept", "Connection", "Host", "Content-Length", "Authorization"];

/// Prints the command of a request.
pub(super) fn print(planned: &Planned, target: &Target, output: &mut Output) -> Result<()> {
    let command = command(&planned.wire, target);
    let fault = planned.fault.map(Fault::name);
    output.result(&json!({"request": planned.number, "fault": fault, "curl": command}), &command)
}

/// The command. What the shell needs is plain text even where the body is not, so that no control
/// character reaches a terminal. User info is left out; curl takes it by `-u`.
pub(crate) fn command(wire: &Wire, target: &Target) -> String {
    let head: String = wire.head.iter().map(|byte| char::from(*byte)).collect();
    // Through a pipe: an argument of a program may not have the length of the longest bodies.
    let body = quoted(&wire.body);
    let mut command = format!("printf %s {body} | curl -sS --http1.1");
    if target.authorization().is_some() {
        command.push_str(" -u \"$POSTAL_USER_INFO\"");
    }
    for line in head.lines().skip(1).filter(|line| !line.is_empty()) {
        let name = line.split(':').next().unwrap_or_default();
        if !OF_CURL.iter().any(|other| name.eq_ignore_ascii_case(other)) {
            let _ = write!(command, " -H {}", quoted(line.as_bytes()));
        }
    }
    let url = target.to_string().replacen("***@", "", 1);
    let _ = write!(command, " --data-binary @- {}", quoted(url.as_bytes()));
    command
}

/// The bytes in quotes for bash and zsh.
fn quoted(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) if !text.contains('\n') && visible(text) == text => {
            format!("'{}'", text.replace('\'', r"'\''"))
        }
        _ => {
            let mut quoted = String::from("$'");
            for byte in bytes {
                match byte {
                    b'\'' | b'\\' => quoted.extend(['\\', char::from(*byte)]),
                    b' '..=b'~' => quoted.push(char::from(*byte)),
                    _ => {
                        let _ = write!(quoted, "\\x{byte:02x}");
                    }
                }
            }
            quoted.push('\'');
            quoted
        }
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quoted_for_the_shell() {
        for (text, expected) in [
            (r#"{"a":"b c"}"#, r#"'{"a":"b c"}'"#),
            ("it's é", r"'it'\''s é'"),
            ("\u{202e}'\\ a", r"$'\xe2\x80\xae\'\\ a'"),
            ("a\nb", r"$'a\x0ab'"),
        ] {
            assert_eq!(quoted(text.as_bytes()), expected);
        }
        assert_eq!(quoted(b"\xff"), r"$'\xff'");
    }
}
