//! From settings to a [`Config`]: what stands alone, then what has to fit together.

mod postgres;
mod sinks;
mod sources;

pub(super) use self::sources::origin;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use super::error::{ConfigError, Problem};
use super::secret::{self, Secret};
use super::settings::Entry;
use super::value::{self, Raw};
use super::{AdminConfig, Config, table};
use crate::retention::Retention;
use crate::source::is_name;
#[cfg(feature = "postgres")]
use crate::store::postgres::Postgres;
use crate::store::{Store, sqlite::Sqlite};

/// Reads all settings; the problems are those that were found before.
pub(super) fn read(
    values: BTreeMap<String, Entry>,
    problems: Vec<Problem>,
) -> Result<Config, ConfigError> {
    let mut reader = Reader { values, problems, warnings: Vec::new() };
    let store = reader.store();
    let retention = Retention {
        keep_events: reader.duration("retention.keep_events"),
        keep_uuids: reader.duration("retention.keep_uuids"),
        keep_quarantine: reader.duration("retention.keep_quarantine"),
        min_free: reader.size("retention.min_free"),
    };
    let sources = reader.sources(store.as_ref());
    let sinks = reader.sinks(&sources);
    let config = Config {
        listen: reader.text("listen.address").unwrap_or_default(),
        admin: reader.admin(),
        retention,
        sources,
        sinks,
        shutdown_delay: reader.duration("shutdown.delay"),
        log_json: reader.text("log.format").as_deref() == Some("json"),
        warnings: std::mem::take(&mut reader.warnings),
        // Without one there is a problem.
        store: store.unwrap_or_else(|| PathBuf::new().into()),
    };
    if reader.problems.is_empty() {
        Ok(config)
    } else {
        reader.problems.sort_by_cached_key(|problem| match problem.place.rsplit_once(':') {
            // By line.
            Some((file, line)) => (file.to_owned(), line.parse().unwrap_or(0_usize)),
            None => (problem.place.clone(), 0),
        });
        Err(ConfigError { problems: reader.problems })
    }
}

/// Settings, of which each has its shape, and what is wrong with them.
struct Reader {
    values: BTreeMap<String, Entry>,
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
}

impl Reader {
    /// The value as it is written, or the default.
    fn raw(&self, name: &str) -> Option<Raw> {
        if let Some(entry) = self.values.get(name) {
            return Some(entry.raw.clone());
        }
        let key = table::find(name)?;
        Raw::from_variable(key.default?.trim_matches(['[', ']']), key.shape)
    }

    fn text(&self, name: &str) -> Option<String> {
        match self.raw(name)? {
            Raw::Text(text) => Some(text),
            _ => None,
        }
    }

    fn texts(&self, name: &str) -> Vec<String> {
        match self.raw(name) {
            Some(Raw::Texts(texts)) => texts,
            _ => Vec::new(),
        }
    }

    fn is_set(&self, name: &str) -> bool {
        matches!(self.raw(name), Some(Raw::Bool(true)))
    }

    fn duration(&self, name: &str) -> Duration {
        self.text(name).and_then(|text| value::duration(&text)).unwrap_or_default()
    }

    fn size(&self, name: &str) -> u64 {
        self.text(name).and_then(|text| value::size(&text)).unwrap_or_default()
    }

    /// A text that is kept secret, or may be.
    fn secret(&mut self, name: &str, is_always_secret: bool) -> Option<Secret> {
        let entry = self.values.get(name)?.clone();
        let Raw::Text(text) = entry.raw else { return None };
        if is_always_secret && !entry.is_private && !secret::is_reference(&text) {
            let remedy = "write \"env:NAME\" or \"file:/run/secrets/name\", and put it there";
            self.problem(name, "a secret does not stand here itself", remedy);
            return None;
        }
        match secret::resolve(&text) {
            Ok(secret) => Some(secret),
            Err(missing) => {
                self.problem(name, missing.what(), "put it there, and let it be read");
                None
            }
        }
    }

    /// The store: a file, or PostgreSQL.
    fn store(&mut self) -> Option<Store> {
        let (path, url) = ("store.path", "store.url");
        if !self.values.contains_key(url) {
            let path = PathBuf::from(self.text(path).unwrap_or_default());
            return Some(Sqlite::at(path).ballast(self.size("store.ballast")).into());
        }
        for other in [path, "store.ballast"] {
            if self.values.contains_key(other) {
                let what = "it is of a store in a file, and `url` is set as well";
                self.problem(other, what, "delete one of them");
            }
        }
        #[cfg(feature = "postgres")]
        return self.database(url).map(|(_, target)| Postgres::from(target).into());
        #[cfg(not(feature = "postgres"))]
        {
            let what = "this program was built without PostgreSQL";
            self.problem(url, what, "build it with the feature `postgres`, or set `path`");
            None
        }
    }

    /// Checks that a URL with a password does not stand in the configuration itself.
    fn password_is_elsewhere(&mut self, name: &str, has_password: bool) -> bool {
        let is_elsewhere = self.values.get(name).is_some_and(|entry| match &entry.raw {
            Raw::Text(written) => entry.is_private || secret::is_reference(written),
            _ => false,
        });
        if has_password && !is_elsewhere {
            let remedy = "write \"env:NAME\" or \"file:/run/secrets/name\", and put the URL there";
            self.problem(name, "a URL with a password does not stand here itself", remedy);
        }
        is_elsewhere || !has_password
    }

    fn place(&self, name: &str) -> String {
        if let Some(entry) = self.values.get(name) {
            return entry.place.clone();
        }
        // Where its neighbours are.
        let table = name.rsplit_once('.').map_or("", |(table, _)| table);
        let mut others = self.values.iter();
        let other = others
            .find(|(other, _)| other.rsplit_once('.').is_some_and(|(other, _)| other == table));
        other.map(|(_, entry)| entry.place.clone()).unwrap_or_default()
    }

    fn problem(&mut self, name: &str, what: impl Into<String>, remedy: impl Into<String>) {
        let (place, key) = (self.place(name), name.to_owned());
        self.problems.push(Problem { place, key, what: what.into(), remedy: remedy.into() });
    }

    fn warning(&mut self, name: &str, what: impl Into<String>, remedy: impl Into<String>) {
        let (place, key) = (self.place(name), name.to_owned());
        self.warnings.push(Problem { place, key, what: what.into(), remedy: remedy.into() });
    }

    fn admin(&mut self) -> Option<AdminConfig> {
        let address = self.text("admin.address").filter(|address| address != "off")?;
        let password = self.secret("admin.password", true);
        if password.is_none()
            && !self.values.contains_key("admin.password")
            && !is_loopback(&address)
        {
            self.problem(
                "admin.address",
                "others than this machine reach it, and there is no password",
                "set `password`, or an address of loopback such as \"127.0.0.1:8001\"",
            );
        }
        let viewer_password = self.secret("admin.viewer_password", true);
        if viewer_password.is_some() && !self.values.contains_key("admin.password") {
            self.problem(
                "admin.viewer_password",
                "without `password`, everybody may do everything",
                "set `password` too",
            );
        }
        let is_default = !self.values.contains_key("admin.address");
        let hosts = self.texts("admin.hosts");
        let backups = self.text("admin.backups").map(PathBuf::from);
        Some(AdminConfig { address, password, viewer_password, hosts, backups, is_default })
    }

    /// The names that stand between the name of a table and that of a setting.
    fn names(&mut self, table: &str) -> Vec<String> {
        let start = format!("{table}.");
        let rests = self.values.keys().filter_map(|name| name.strip_prefix(&start));
        let names: BTreeSet<_> = rests
            .filter_map(|rest| rest.rsplit_once('.').map(|(name, _)| name.to_owned()))
            .collect();
        let (names, wrong): (Vec<_>, _) = names.into_iter().partition(|name| is_name(name));
        for name in wrong {
            let (place, what) = (
                self.first_place(&format!("{table}.{name}.")),
                "it is no name that a source or a sink may have",
            );
            let remedy = "make it of a-z, 0-9, `-` and `_`, 64 of them at most".to_owned();
            let key = format!("{table}.{name}");
            self.problems.push(Problem { place, key, what: what.to_owned(), remedy });
        }
        names
    }

    fn first_place(&self, start: &str) -> String {
        let mut entries = self.values.iter().filter(|(name, _)| name.starts_with(start));
        entries.next().map(|(_, entry)| entry.place.clone()).unwrap_or_default()
    }
}

fn is_loopback(address: &str) -> bool {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    let host = host.trim_matches(['[', ']']);
    host == "localhost"
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}
