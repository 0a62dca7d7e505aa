//! PostgreSQL: which database, and which table of it for a sink.

use super::Reader;
#[cfg(feature = "postgres")]
use crate::config::Secret;
use crate::config::SinkKind;
#[cfg(feature = "postgres")]
use crate::postgres::Target;

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
        use crate::sink::{Form, Table};

        let key = |last: &str| format!("sink.{name}.{last}");
        let (url, _) = self.database(&key("url"))?;
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

    /// The URL of a database.
    #[cfg(feature = "postgres")]
    pub(super) fn database(&mut self, key: &str) -> Option<(Secret, Target)> {
        let url = self.secret(key, false)?;
        match Target::parse(url.reveal()) {
            Ok(target) => {
                let is_right = self.password_is_elsewhere(key, target.has_password());
                is_right.then_some((url, target))
            }
            Err(problem) => {
                self.problem(key, problem.what, problem.remedy);
                None
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
        settings.add_toml("c.toml", "[sink.a]\ntype = \"postgres\"\nurl = \"x\"\n");
        let error = settings.read().unwrap_err().to_string();
        let line = "c.toml:2: sink.a.type: this program was built without PostgreSQL; build it";
        assert!(error.contains(line), "{error}");
    }
}
