//! Sources: path, password and keys of each.

use std::path::{Path, PathBuf};

use postal_webhooks::web::Intake;

use super::Reader;
use crate::config::key_source::{self, Choices};
use crate::config::secret::{self, Secret};
use crate::config::{Problem, SourceConfig};
use crate::store::Store;

impl Reader {
    pub(super) fn sources(&mut self, store: Option<&Store>) -> Vec<SourceConfig> {
        let cache = self.key_cache(store);
        let names = self.names("source");
        let was_right = self.problems.is_empty();
        let mut fetched = Vec::new();
        let sources: Vec<_> = names
            .iter()
            .filter_map(|name| self.source(name, cache.as_deref(), &mut fetched))
            .collect();
        for (at, source) in sources.iter().enumerate() {
            if sources[..at].iter().any(|other| other.path == source.path) {
                let name = format!("source.{}.path", source.name);
                self.problem(&name, "another source has this path", "give each a path of its own");
            }
        }
        if names.is_empty() && was_right {
            let (key, what) = ("source".to_owned(), "there is no source".to_owned());
            let remedy = "write `[source.main]` and `keys` under it, or give --keys".to_owned();
            self.problems.push(Problem { place: String::new(), key, what, remedy });
        }
        sources
    }

    fn source(
        &mut self,
        name: &str,
        cache: Option<&Path>,
        fetched: &mut Vec<(String, Choices, Intake)>,
    ) -> Option<SourceConfig> {
        let key = |last: &str| format!("source.{name}.{last}");
        let path = if self.values.contains_key(&key("path")) {
            self.secret(&key("path"), false)
        } else {
            Some(Secret::from(format!("/postal/{name}")))
        };
        if let Some(path) = &path {
            let path = path.reveal();
            let is_path = path.starts_with('/')
                && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'?' && byte != b'#');
            if !is_path {
                let remedy = "write the path of the URL in Postal, such as \"/postal/main\"";
                self.problem(&key("path"), "it is not the path of a URL", remedy);
            }
        }
        let user = self.text(&key("user"));
        let password = self.secret(&key("password"), true);
        let has_password = self.values.contains_key(&key("password"));
        if user.is_some() != has_password {
            let (there, missing) =
                if has_password { ("password", "user") } else { ("user", "password") };
            let what = format!("`{there}` is set, and `{missing}` is not");
            self.problem(&key(there), what, "set both, or none");
        }
        let mut pins = Vec::new();
        for pin in self.texts(&key("pins")) {
            match pin.parse() {
                Ok(pin) => pins.push(pin),
                Err(_) => self.problem(
                    &key("pins"),
                    "one of them is no id of a key",
                    "write the 64 hexadecimal digits that `postal-webhooks keys pin` prints",
                ),
            }
        }
        let choices = Choices {
            pins,
            sha1: self.is_set(&key("allow_insecure_sha1")),
            short_keys: self.is_set(&key("allow_insecure_short_keys")),
        };
        let (intake, keys, is_remote) = self.keys(name, &choices, cache, fetched)?;
        Some(SourceConfig {
            name: name.to_owned(),
            path: path?,
            keys,
            is_remote,
            pins: choices.pins.len(),
            basic_auth: user.zip(password),
            allow_insecure_sha1: choices.sha1,
            allow_insecure_short_keys: choices.short_keys,
            intake,
        })
    }

    /// How the names of the files begin that keep the last good keys.
    fn key_cache(&self, store: Option<&Store>) -> Option<PathBuf> {
        match self.text("store.cache") {
            Some(folder) => Some(Path::new(&folder).join("postal-webhooks")),
            None => store?.file().map(Path::to_owned),
        }
    }

    /// The verifier of a source, where its keys come from, and whether they are fetched.
    fn keys(
        &mut self,
        name: &str,
        choices: &Choices,
        cache: Option<&Path>,
        fetched: &mut Vec<(String, Choices, Intake)>,
    ) -> Option<(Intake, String, bool)> {
        let key = format!("source.{name}.keys");
        let is_url = |text: &str| text.starts_with("http://") || text.starts_with("https://");
        let Some(written) = self.text(&key) else {
            if !self.problems.iter().any(|problem| problem.key == key) {
                let remedy = "write the URL of Postal's web interface, or a file with its keys";
                self.problem(&key, "it is not set", remedy);
            }
            return None;
        };
        let written = if secret::is_reference(&written) || is_url(&written) {
            written
        } else {
            format!("file:{written}")
        };
        let text = match secret::resolve(&written) {
            Ok(text) => text,
            Err(missing) => {
                self.problem(&key, missing.what(), "put the keys there, or write a URL");
                return None;
            }
        };
        let text = text.reveal();
        if !is_url(text) {
            let fixed = match key_source::parse_keys(text) {
                Ok(keys) => key_source::fixed(keys, choices).map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            return match fixed {
                Ok((intake, 1)) => Some((intake, "1 key that stays".to_owned(), false)),
                Ok((intake, count)) => Some((intake, format!("{count} keys that stay"), false)),
                Err(error) => {
                    let remedy = "save what `postal-webhooks keys fetch` prints, or check the pins";
                    self.problem(&key, format!("it gives no keys ({error})"), remedy);
                    None
                }
            };
        }
        let origin = origin(text);
        let shared = fetched.iter().find(|(url, others, _)| url == text && others == choices);
        if let Some((_, _, intake)) = shared {
            return Some((intake.clone(), origin, true));
        }
        let cache = cache.map(|start| {
            let mut file = start.as_os_str().to_owned();
            file.push(format!(".keys-{name}"));
            PathBuf::from(file)
        });
        match key_source::remote(text, choices, cache) {
            Ok(intake) => {
                fetched.push((text.to_owned(), choices.clone(), intake.clone()));
                Some((intake, origin, true))
            }
            Err(error) => {
                let remedy =
                    "write the URL of Postal's web interface: \"https://postal.example.com\"";
                self.problem(&key, format!("no keys can be fetched there ({error})"), remedy);
                None
            }
        }
    }
}

/// Scheme, host and port of a URL: path, query and user info may be secrets.
pub(in crate::config) fn origin(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    format!("{scheme}://{host}")
}
