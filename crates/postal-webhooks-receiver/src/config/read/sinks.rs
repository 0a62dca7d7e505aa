//! Sinks: what takes which events of each.

use postal_webhooks::EventKind;

use super::Reader;
use crate::config::secret::{self, Secret};
use crate::config::value::Raw;
use crate::config::{SinkConfig, SinkKind, SourceConfig, table};

impl Reader {
    pub(super) fn sinks(&mut self, sources: &[SourceConfig]) -> Vec<SinkConfig> {
        let names = self.names("sink");
        let sinks: Vec<_> = names.iter().filter_map(|name| self.sink(name, sources)).collect();
        let stdouts = sinks.iter().filter(|sink| matches!(sink.kind, SinkKind::Stdout));
        if let Some(second) = stdouts.map(|sink| format!("sink.{}.type", sink.name)).nth(1) {
            self.problem(&second, "another sink prints already", "keep one of them");
        }
        sinks
    }

    fn sink(&mut self, name: &str, sources: &[SourceConfig]) -> Option<SinkConfig> {
        let key = |last: &str| format!("sink.{name}.{last}");
        let Some(kind) = self.text(&key("type")) else {
            if !self.problems.iter().any(|problem| problem.key == key("type")) {
                let remedy = "write type = \"http\", \"postgres\" or \"stdout\"";
                self.problem(&key("type"), "it is not set", remedy);
            }
            return None;
        };
        let has_url = self.values.contains_key(&key("url"));
        let kind = match (kind.as_str(), has_url) {
            ("http", true) => SinkKind::Http(self.sink_url(&key("url"))?),
            ("http", false) => {
                self.problem(&key("url"), "it is not set", "write the URL that takes the events");
                return None;
            }
            ("postgres", _) => self.postgres(name)?,
            (_, true) => {
                self.problem(&key("url"), "a sink that prints has no URL", "delete it");
                return None;
            }
            _ => SinkKind::Stdout,
        };
        if self.duration(&key("timeout")).is_zero() {
            self.problem(&key("timeout"), "nothing can be delivered in no time", "write \"10s\"");
        }
        let prints = matches!(kind, SinkKind::Stdout);
        for last in ["concurrency", "timeout"] {
            if prints && self.values.contains_key(&key(last)) {
                let what = "it does nothing for a sink that prints one line after the other";
                self.warning(&key(last), what, "delete it");
            }
        }
        self.warn_of_postgres_settings(name, &kind);
        let of_sources = self.texts(&key("sources"));
        for source in &of_sources {
            if !sources.iter().any(|other| other.name == *source) {
                let names: Vec<_> = sources.iter().map(|source| source.name.as_str()).collect();
                let remedy = format!("write some of these: {}", names.join(", "));
                self.problem(&key("sources"), "one of them is no source", remedy);
            }
        }
        let events = self.texts(&key("events"));
        let known = || EventKind::ALL.iter().map(|kind| kind.as_str());
        for event in events.iter().filter(|event| !known().any(|known| known == **event)) {
            let what = "one of them is no event that this version knows";
            let remedy = match table::nearest_word(event, known()) {
                Some(near) => format!("write `{near}`, if that is meant"),
                None => format!("these are known: {}", known().collect::<Vec<_>>().join(", ")),
            };
            self.warning(&key("events"), what, remedy);
        }
        let concurrency = match self.raw(&key("concurrency")) {
            #[cfg(feature = "postgres")]
            _ if matches!(kind, SinkKind::Postgres { .. })
                && !self.values.contains_key(&key("concurrency")) =>
            {
                crate::sink::POSTGRES_CONCURRENCY
            }
            Some(Raw::Number(number)) => usize::try_from(number).unwrap_or(1),
            _ => 1,
        };
        Some(SinkConfig {
            name: name.to_owned(),
            kind,
            concurrency,
            strict: self.text(&key("order")).as_deref() == Some("strict"),
            timeout: self.duration(&key("timeout")),
            give_up_after: self.duration(&key("give_up_after")),
            events,
            sources: of_sources,
            from_newest: self.text(&key("from")).as_deref() == Some("newest"),
        })
    }

    fn sink_url(&mut self, key: &str) -> Option<Secret> {
        let entry = self.values.get(key)?.clone();
        let url = self.secret(key, false)?;
        let Raw::Text(written) = &entry.raw else { return None };
        let parsed: Option<http::Uri> = url.reveal().parse().ok();
        let authority = parsed.as_ref().and_then(|url| {
            let is_http = matches!(url.scheme_str(), Some("http" | "https"));
            url.authority().filter(|authority| is_http && !authority.host().is_empty())
        });
        let Some(authority) = authority else {
            self.problem(
                key,
                "it is no URL of `http` or `https`",
                "write \"https://app.example.com/hook\", \"env:NAME\" or \"file:PATH\"",
            );
            return None;
        };
        let has_password = authority.as_str().contains('@');
        if has_password && !entry.is_private && !secret::is_reference(written) {
            let remedy = "write \"env:NAME\" or \"file:/run/secrets/name\", and put the URL there";
            self.problem(key, "a URL with a password does not stand here itself", remedy);
            return None;
        }
        Some(url)
    }
}
