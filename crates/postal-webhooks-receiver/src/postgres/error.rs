//! What an error of PostgreSQL means, by its SQLSTATE, in words without values.

use std::fmt::Write as _;

use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

/// What is to blame for an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blame {
    /// The values that were sent: the same ones fail again.
    Data,
    /// The server, the way to it, or what it is set to: the connection is of no more use, and any
    /// other values would have failed as well.
    Server,
    /// Either: whether it was done is not known, or it may succeed when it is tried again.
    Unknown,
}

/// What is to blame, by the class of the SQLSTATE: the first two of its characters.
///
/// Source: Appendix A of PostgreSQL's documentation, "PostgreSQL Error Codes".
pub(crate) fn blame(error: &Error) -> Blame {
    match error.code() {
        Some(code) => blame_of_code(code.code()),
        // A socket, TLS, or a message that is none of the protocol.
        None => Blame::Server,
    }
}

fn blame_of_code(code: &str) -> Blame {
    match code.get(..2).unwrap_or_default() {
        // A value that its type does not take, and a constraint.
        "22" | "23" => Blame::Data,
        // In order: connection, something that is not supported, a server that only reads, a statement
        // that is gone, the login, a database and a schema that are not there, tables and
        // permissions, no room or too many connections, shutdown or time-out, the system.
        "08" | "0A" | "25" | "26" | "28" | "3D" | "3F" | "42" | "53" | "57" | "58" => Blame::Server,
        _ => Blame::Unknown,
    }
}

/// What happened: the SQLSTATE, with the names of what it is about. The server's own text may hold
/// values.
pub(crate) fn describe(error: &Error) -> String {
    let Some(database) = error.as_db_error() else {
        return if error.is_closed() {
            "the connection is closed".to_owned()
        } else {
            "the connection broke".to_owned()
        };
    };
    let mut text = format!("SQLSTATE {}", database.code().code());
    for (what, name) in [
        ("table", database.table()),
        ("column", database.column()),
        ("constraint", database.constraint()),
    ] {
        if let Some(name) = name {
            let _ = write!(text, ", {what} {name}");
        }
    }
    text
}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
#[error("{text}")]
pub(crate) struct ConnectError {
    text: String,
    source: Option<Error>,
}

impl ConnectError {
    pub(super) fn late() -> Self {
        Self { text: "cannot connect within 4 seconds".to_owned(), source: None }
    }

    pub(super) fn new(error: Error) -> Self {
        let remedy = match error.code().map(SqlState::code) {
            Some("28P01" | "28000") => ": let this user log in, with this password",
            Some("3D000") => ": there is no such database; make it, or name another",
            Some("53300") => ": it has too many connections",
            Some("57P03") => ": it starts or stops",
            _ => "",
        };
        let text = match error.as_db_error() {
            Some(_) => format!("the database refuses the connection, {}{remedy}", describe(&error)),
            None if error.to_string().starts_with("error performing TLS handshake") => {
                "cannot connect: TLS failed; let the server have a certificate that this system \
                 trusts, for the name in the URL"
                    .to_owned()
            }
            None => "cannot connect".to_owned(),
        };
        Self { text, source: Some(error) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_what_is_to_blame() {
        for (code, expected) in [
            ("22P05", Blame::Data),
            ("23514", Blame::Data),
            ("08006", Blame::Server),
            ("25006", Blame::Server),
            ("28P01", Blame::Server),
            ("42P01", Blame::Server),
            ("42501", Blame::Server),
            ("53100", Blame::Server),
            ("57P01", Blame::Server),
            ("57014", Blame::Server),
            ("40P01", Blame::Unknown),
            ("55P03", Blame::Unknown),
            ("P0001", Blame::Unknown),
            ("XX000", Blame::Unknown),
            ("", Blame::Unknown),
        ] {
            assert_eq!(blame_of_code(code), expected, "{code}");
        }
    }
}
