//! [`Table`]: the table that a sink inserts in, and the statement that does it.

use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

use crate::postgres::{Problem, describe};

/// What the application does with the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// It reads them: there is one for each event, and a replay puts back those that are gone.
    Table,
    /// It consumes them: a replay is one more.
    Outbox,
}

impl Form {
    /// The file that makes the table.
    const fn file(self) -> &'static str {
        match self {
            Self::Table => "docs/sink_table.sql",
            Self::Outbox => "docs/sink_outbox.sql",
        }
    }

    /// What is in the table once. A row with another unique value twice is refused, and not passed
    /// over, since the table may have constraints of its owner's.
    const fn key(self) -> &'static str {
        match self {
            Self::Table => "source, uuid",
            Self::Outbox => "source, uuid, replay",
        }
    }
}

/// A table of the user's.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    name: String,
    form: Form,
}

impl Table {
    /// Takes a name as it is written, with its upper and lower case. A dot stands between the
    /// schema and the table.
    pub(crate) fn new(name: &str, form: Form) -> Result<Self, Problem> {
        let parts: Vec<_> = name.split('.').collect();
        let is_name = |part: &&str| {
            (1..=63).contains(&part.len()) && !part.contains(|c: char| c == '"' || c.is_control())
        };
        if parts.len() > 2 || !parts.iter().all(is_name) {
            return Err(Problem {
                what: "it is no name of a table",
                remedy: "write `table` or `schema.table`, as it is in the database, without quotes",
            });
        }
        Ok(Self { name: name.to_owned(), form })
    }

    /// Inserts rows, each of whose columns is an array. Preparing it fails unless the table has the
    /// columns and the unique key.
    pub(super) fn insert(&self) -> String {
        let quoted: Vec<_> = self.name.split('.').map(|part| format!("\"{part}\"")).collect();
        format!(
            "INSERT INTO {table} (seq, source, uuid, replay, event, class, signed_at, received_at, \
             kid, body) SELECT seq, source, uuid, replay, event, class, \
             timestamptz 'epoch' + signed_at * interval '1 microsecond', \
             timestamptz 'epoch' + received_at * interval '1 microsecond', kid, body \
             FROM unnest($1::int8[], $2::text[], $3::text[], $4::int8[], $5::text[], $6::text[], \
             $7::int8[], $8::int8[], $9::text[], $10::bytea[]) AS new (seq, source, uuid, replay, \
             event, class, signed_at, received_at, kid, body) ON CONFLICT ({key}) DO NOTHING",
            table = quoted.join("."),
            key = self.form.key(),
        )
    }

    /// Why the statement cannot be used.
    pub(super) fn problem(&self, error: &Error) -> String {
        let Self { name, form } = self;
        let (what, file) = (describe(error), form.file());
        match error.code().map(SqlState::code) {
            Some("42P01" | "3F000") => format!("there is no table {name}: {file} makes it"),
            Some("42703" | "42P10" | "42804") => {
                format!("the table {name} is not as {file} makes it ({what})")
            }
            Some("42501") => {
                format!("this user may not use {name}: grant it SELECT and INSERT ({what})")
            }
            Some("25006") => format!("the database is read-only ({what})"),
            Some("57014") => format!("the statement took too long: what locks {name}? ({what})"),
            _ => what,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted() {
        for (name, expected) in [
            ("postal_event", Some(r#"INSERT INTO "postal_event" ("#)),
            ("Mail.Events", Some(r#"INSERT INTO "Mail"."Events" ("#)),
            ("a; drop", Some(r#"INSERT INTO "a; drop" ("#)),
            (r#"a"b"#, None),
            ("a.b.c", None),
            ("a.", None),
            ("", None),
            ("a\0", None),
        ] {
            let insert = Table::new(name, Form::Table).map(|table| table.insert()).ok();
            let start = insert.as_deref().and_then(|insert| insert.get(..expected?.len()));
            assert_eq!(start, expected, "{name}");
        }
        assert!(Table::new(&"x".repeat(64), Form::Outbox).is_err());
    }
}
