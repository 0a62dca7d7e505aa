//! Sinks in PostgreSQL: which table of which database.

use super::Reader;
use crate::config::SinkKind;

impl Reader {
    #[cfg(not(feature = "postgres"))]
    pub(super) fn postgres(&mut self, name: &str) -> Option<SinkKind> {
        let remedy = "build it with the feature `postgres`, or take another type";
        self.problem(
            &format!("sink.{name}.type"),
            "this program was built without PostgreSQL",
            remedy,
        );
        None
    }

    #[cfg(feature = "postgres")]
    pub(super) fn postgres(&mut self, name: &str) -> Option<SinkKind> {
        use crate::config::secret;
        use crate::config::value::Raw;
        use crate::postgres::Target;
        use crate::sink::{Form, Table};

        let key = |last: &str| format!("sink.{name}.{last}");
        let Some(entry) = self.values.get(&key("url")).cloned() else {
            let remedy = "write the URL of the database, \"postgres://user@host/database\"";
            self.problem(&key("url"), "it is not set", remedy);
            return None;
        };
        let url = self.secret(&key("url"), false)?;
        let has_password = match Target::parse(url.reveal()) {
            Ok(target) => target.has_password(),
            Err(problem) => {
                self.problem(&key("url"), problem.what, problem.remedy);
                return None;
            }
        };
        let is_reference = matches!(&entry.raw, Raw::Text(text) if secret::is_reference(text));
        if has_password && !entry.is_private && !is_reference {
            let remedy = "write \"env:NAME\" or \"file:/run/secrets/name\", and put the URL there";
            self.problem(&key("url"), "a URL with a password does not stand here itself", remedy);
            return None;
        }
        let is_outbox = self.text(&key("form")).as_deref() == Some("outbox");
        let table = match self.text(&key("table")) {
            _ if is_outbox && !self.values.contains_key(&key("table")) => "postal_outbox".into(),
            table => table.unwrap_or_default(),
        };
        if let Err(problem) = Table::new(&table, Form::Table) {
            self.problem(&key("table"), problem.what, problem.remedy);
            return None;
        }
        Some(SinkKind::Postgres { url, table, is_outbox })
    }

    /// Settings that mean something for a sink in PostgreSQL alone.
    pub(super) fn warn_of_postgres_settings(&mut self, name: &str, kind: &SinkKind) {
        #[cfg(feature = "postgres")]
        if matches!(kind, SinkKind::Postgres { .. }) {
            return;
        }
        #[cfg(not(feature = "postgres"))]
        let _ = kind;
        for last in ["table", "form"] {
            let key = format!("sink.{name}.{last}");
            if self.values.contains_key(&key) {
                self.warning(&key, "it does nothing for a sink of this type", "delete it");
            }
        }
    }
}

#[cfg(all(test, not(feature = "postgres")))]
mod tests {
    use crate::config::Settings;

    #[test]
    fn a_program_without_postgresql_says_so() {
        let mut settings = Settings::default();
        settings.add_toml("c.toml", "[sink.a]\ntype = \"postgres\"\n");
        let error = settings.read().unwrap_err().to_string();
        let line = "c.toml:2: sink.a.type: this program was built without PostgreSQL; build it";
        assert!(error.contains(line), "{error}");
    }
}
