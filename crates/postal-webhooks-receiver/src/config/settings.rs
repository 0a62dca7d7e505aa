//! [`Settings`]: what files, variables and flags say, by name, with the place of each.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::Config;
use super::error::{ConfigError, Problem};
use super::table::{self, Key};
use super::value::Raw;

/// Start of the names of variables that are settings.
const PREFIX: &str = "POSTAL_WEBHOOKS__";

/// What files, variables and flags say. Later ones win.
///
/// ```
/// use postal_webhooks_receiver::config::Settings;
///
/// let mut settings = Settings::default();
/// settings.add_toml("receiver.toml", "[retention]\nkeep_event = \"30d\"");
/// let error = settings.read().unwrap_err().to_string();
/// assert!(error.starts_with(
///     "receiver.toml:2: retention.keep_event: there is no such setting; write `keep_events`"
/// ));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Settings {
    values: BTreeMap<String, Entry>,
    problems: Vec<Problem>,
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) raw: Raw,
    pub(super) place: String,
    /// Whether the place is one where a secret may stand.
    pub(super) is_private: bool,
}

impl Settings {
    /// Adds what a file says.
    pub fn add_file(&mut self, path: &Path) {
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => self.add_toml(&name, &text),
            Err(error) => {
                let what = format!("the file cannot be read ({})", error.kind());
                self.problem(name, "", what, "name one that is there, and let it be read");
            }
        }
    }

    /// Adds what a text in TOML says, which is called by this name in errors.
    pub fn add_toml(&mut self, name: &str, text: &str) {
        let lines = Lines { name, text };
        let (document, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let place = lines.place(error.span().map_or(0, |span| span.start));
            let what = format!("it is no TOML ({})", error.message().replace('\n', ", "));
            self.problem(place, "", what, "write each setting as `name = \"value\"`");
        }
        if errors.is_empty() {
            self.add_table("", document.get_ref(), &lines);
        }
    }

    fn add_table(&mut self, prefix: &str, table: &DeTable<'_>, lines: &Lines<'_>) {
        for (key, value) in table {
            let place = lines.place(key.span().start);
            let name = match prefix {
                "" => key.get_ref().to_string(),
                _ => format!("{prefix}.{}", key.get_ref()),
            };
            match value.get_ref() {
                // A table that is a setting has the wrong shape, which is told later.
                DeValue::Table(table) if table::find(&name).is_none() => {
                    self.add_table(&name, table, lines);
                }
                value => self.set(&name, raw(value), place, false),
            }
        }
    }

    /// Adds what variables say: `POSTAL_WEBHOOKS__SOURCE__MAIN__PATH` is `source.main.path`.
    pub fn add_variables(&mut self, variables: impl IntoIterator<Item = (OsString, OsString)>) {
        let variables = variables.into_iter().filter_map(|(name, value)| {
            Some((name.into_string().ok()?.strip_prefix(PREFIX)?.to_owned(), value))
        });
        for (rest, value) in variables {
            let place = format!("{PREFIX}{rest}");
            let parts: Vec<_> = rest.split("__").map(str::to_ascii_lowercase).collect();
            let name = self.known_name(&parts);
            let Ok(value) = value.into_string() else {
                self.problem(place, &name, "the value is not UTF-8", "set a text");
                continue;
            };
            // A variable may hold a secret: that is where `env:` looks for one.
            self.add_text(&name, &value, &place, true);
        }
    }

    /// Adds what a flag says, which is called by this name in errors.
    pub fn add_flag(&mut self, flag: &str, name: &str, value: &str) {
        self.add_text(name, value, flag, false);
    }

    fn add_text(&mut self, name: &str, value: &str, place: &str, is_private: bool) {
        let key = table::find(name);
        let raw = key.and_then(|key| Raw::from_variable(value, key.shape));
        self.set(name, raw.unwrap_or(Raw::Other), place.to_owned(), is_private);
    }

    /// The name with the name of a source or sink as it is in the file: a variable cannot have
    /// `-` in its name.
    fn known_name(&self, parts: &[String]) -> String {
        if let [table, user_part, last] = parts {
            let start = format!("{table}.");
            let mut others = self.values.keys().filter_map(|name| name.strip_prefix(&start));
            let other = others.find_map(|name| {
                let (other, _) = name.split_once('.')?;
                (other.replace('-', "_") == *user_part).then_some(other)
            });
            return format!("{table}.{}.{last}", other.unwrap_or(user_part));
        }
        parts.join(".")
    }

    fn set(&mut self, name: &str, raw: Raw, place: String, is_private: bool) {
        let Some(key) = table::find(name) else {
            let remedy = remedy(name);
            return self.problem(place, name, "there is no such setting", &remedy);
        };
        if !raw.fits(key.shape) {
            return self.problem(place, name, "the value has another shape", &expected(key));
        }
        self.values.insert(name.to_owned(), Entry { raw, place, is_private });
    }

    fn problem(&mut self, place: String, key: &str, what: impl Into<String>, remedy: &str) {
        self.problems.push(Problem {
            place,
            key: key.to_owned(),
            what: what.into(),
            remedy: remedy.to_owned(),
        });
    }

    /// Reads all of it.
    ///
    /// # Errors
    ///
    /// Something is wrong: all of it is told, each with its place.
    pub fn read(self) -> Result<Config, ConfigError> {
        super::read::read(self.values, self.problems)
    }
}

/// What to write instead of a name that is unknown.
fn remedy(name: &str) -> String {
    let table = name.rsplit_once('.').map(|(table, _)| table);
    match table::nearest(name) {
        Some(near) => match near.rsplit_once('.') {
            Some((near_table, last)) if Some(near_table) == table => format!("write `{last}`"),
            Some((near_table, last)) => format!("write `{last}` under `[{near_table}]`"),
            None => format!("write `{near}`"),
        },
        None => "delete it; the operations page has all settings".to_owned(),
    }
}

/// What to write instead of a value that is wrong.
fn expected(key: &Key) -> String {
    format!("write {}", key.shape.expected())
}

fn raw(value: &DeValue<'_>) -> Raw {
    match value {
        DeValue::String(text) => Raw::Text(text.to_string()),
        DeValue::Boolean(is) => Raw::Bool(*is),
        DeValue::Integer(number) => {
            let parsed = u64::from_str_radix(number.as_str(), number.radix());
            parsed.map_or(Raw::Other, Raw::Number)
        }
        DeValue::Array(values) => {
            let texts = values.iter().map(|value| value.get_ref().as_str().map(str::to_owned));
            texts.collect::<Option<_>>().map_or(Raw::Other, Raw::Texts)
        }
        _ => Raw::Other,
    }
}

/// A text in which places are told by lines.
struct Lines<'a> {
    name: &'a str,
    text: &'a str,
}

impl Lines<'_> {
    fn place(&self, at: usize) -> String {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        let line = 1 + before.split(|byte| *byte == b'\n').count() - 1;
        format!("{}:{line}", self.name)
    }
}
